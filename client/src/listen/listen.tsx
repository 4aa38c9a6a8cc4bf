import { show } from '../look/show.js';
import { ListenPage } from './listen-page.js';
import { Receiver } from './receiver.js';

const id = location.pathname.split('/').at(-1) ?? '';

show(
  <Receiver id={id}>
    {(channel, listening, onChosen) => <ListenPage channel={channel} listening={listening} onChosen={onChosen} />}
  </Receiver>,
);
