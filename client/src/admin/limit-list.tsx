import { ServerLimits } from '../../../src/wire/server-limits.js';
import { useAsked } from '../look/use-asked.js';
import { ADMIN } from '../words/admin.js';
import { limitName, limitWords } from './limit-words.js';

/** What is possible at most, and where that is set. */
export function LimitList() {
  const { value, failure } = useAsked('/v1/limits', ServerLimits);
  if (value === undefined) return failure === undefined ? null : <p role="status">{failure}</p>;
  return (
    <section aria-labelledby="limits-title">
      <h2 id="limits-title">{ADMIN.limits}</h2>
      <table>
        <thead>
          <tr>
            <th scope="col">{ADMIN.limit}</th>
            <th scope="col">{ADMIN.value}</th>
            <th scope="col">{ADMIN.setting}</th>
          </tr>
        </thead>
        <tbody>
          {value.limits.map(({ name, setting, ...limit }) => (
            <tr key={name}>
              <th scope="row">{limitName(name)}</th>
              <td>{limitWords(limit)}</td>
              <td>{setting === null ? ADMIN.fixed : <code>{setting}</code>}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
