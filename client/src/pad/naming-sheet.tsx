import { useState } from 'preact/hooks';
import type { EventContent } from '../../../src/wire/matches.js';
import { eventWords } from '../score/event-words.js';
import { PAD } from '../words/pad.js';
import { ChipChoice } from './chip-choice.js';
import { asKind, hasYellow, namingOf, personIn, withPerson, type Kind, type Named, type Role } from './football.js';
import { PlayerChoice } from './player-choice.js';
import { Sheet } from './sheet.js';
import type { Pad } from './use-pad.js';

interface NamingProps {
  readonly pad: Pad;
  readonly fact: string;
  readonly content: EventContent;
  readonly onClosed: () => void;
}

/** What it was, and who it was: one correction, when all that is known is chosen. */
export function NamingSheet({ pad, fact, content: told, onClosed }: NamingProps) {
  const [content, setContent] = useState(told);
  const [at, setAt] = useState(0);
  const { kinds, kind, roles } = namingOf(content);
  const role = roles[Math.min(at, roles.length - 1)];
  const finish = (last = content): void => {
    if (last !== told) pad.revise(fact, last);
  };
  const turn = (to: Kind): void => {
    setContent(asKind(content, to));
    setAt(0);
  };
  const choose = (of: Role, named: Named | undefined, close: () => void): void => {
    const isSecond = content.type === 'yellow' && named !== undefined && hasYellow(pad.facts, { fact, content, named });
    const next = withPerson(isSecond ? asKind(content, 'second_yellow') : content, of, named);
    setContent(next);
    if (at + 1 < roles.length) return setAt(at + 1);
    finish(next);
    close();
  };
  return (
    <Sheet title={eventWords(pad.match, { content, rawType: null }).what} onClosed={onClosed} finish={() => finish()}>
      {(close) => (
        <>
          {kinds.length > 0 && (
            <ChipChoice
              legend={PAD.kind}
              options={kinds.map((value) => ({ value, label: PAD.kinds[value] }))}
              chosen={kind}
              choose={turn}
            />
          )}
          {roles.length > 1 && <RoleChoice content={content} roles={roles} at={at} turn={setAt} />}
          {role !== undefined && (
            <section aria-label={PAD.roles[role.role]}>
              {roles.length === 1 && <h3>{PAD.roles[role.role]}</h3>}
              <PlayerChoice
                key={role.role + role.side}
                players={pad.match[role.side].players}
                language={pad.match.language}
                chosen={personIn(content, role.role)}
                choose={(named) => choose(role, named, close)}
              />
            </section>
          )}
        </>
      )}
    </Sheet>
  );
}

interface RoleProps {
  readonly content: EventContent;
  readonly roles: readonly Role[];
  readonly at: number;
  readonly turn: (at: number) => void;
}

function RoleChoice({ content, roles, at, turn }: RoleProps) {
  const options = roles.map(({ role }, value) => {
    const name = personIn(content, role)?.name;
    const label = PAD.roles[role] ?? role;
    return { value, label: name === undefined ? label : `${label}: ${name}` };
  });
  return <ChipChoice legend={PAD.roleOf} options={options} chosen={at} choose={turn} />;
}
