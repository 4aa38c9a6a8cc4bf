import { createApp } from './app.js';
import { parseSettings } from './settings/parse-settings.js';

const settings = parseSettings(process.env);
const app = await createApp(settings);
await app.listen(settings.values.PORT, settings.values.HOST);
process.stdout.write(`Longwave is on ${await app.getUrl()}\n`);
