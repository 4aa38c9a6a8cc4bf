import { render } from 'preact';
import { HostPage } from './host-page.js';

const page = document.querySelector('#page');
const channel = location.pathname.split('/').at(-1) ?? '';
if (page !== null) render(<HostPage id={channel} />, page);
