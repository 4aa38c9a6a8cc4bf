import { show } from '../look/show.js';
import { HostPage } from './host-page.js';

const channel = location.pathname.split('/').at(-1) ?? '';

show(<HostPage id={channel} />);
