import { show } from '../look/show.js';
import { FoundChannel } from './found-channel.js';
import { FoundMatch } from './found-match.js';

const [kind, id = ''] = location.pathname.split('/').slice(-2);

show(kind === 'm' ? <FoundMatch id={id} /> : <FoundChannel id={id} />);
