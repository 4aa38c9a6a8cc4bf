import { show } from '../look/show.js';
import { MatchPage } from './match-page.js';

show(<MatchPage id={location.pathname.split('/').at(-1) ?? ''} />);
