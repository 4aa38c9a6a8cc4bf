import { Receiver } from '../listen/receiver.js';
import { show } from '../look/show.js';
import { EmbedPage } from './embed-page.js';
import { inkOn, themeIn } from './theme.js';

const id = location.pathname.split('/').at(-1) ?? '';
const { scheme, accent } = themeIn(location.search);
const { dataset, style } = document.documentElement;
if (scheme !== undefined) dataset['scheme'] = scheme;
if (accent !== undefined) {
  dataset['accent'] = '';
  style.setProperty('--accent', `rgb(${accent.join(' ')})`);
  style.setProperty('--on-accent', inkOn(accent));
}

show(<Receiver id={id}>{(channel, listening) => <EmbedPage channel={channel} listening={listening} />}</Receiver>);
