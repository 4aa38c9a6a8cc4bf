import type { Provider } from '@nestjs/common';
import { Database } from '../../database/database.port.js';
import { Fanout } from '../../fanout/fanout.port.js';
import { Questions } from '../../fanout/questions.port.js';
import { Node } from '../../kernel/node.port.js';
import { ServerTime } from '../../kernel/server-time.port.js';
import { Log } from '../../watch/log.port.js';
import { ChannelStore } from '../channel-store.port.js';
import { ListenerReports } from '../listener-reports.js';
import { SocketPublisher } from '../socket.publisher.js';
import { Stations } from '../stations.js';
import { Tally } from '../tally.js';
import { FarAudience } from './far-audience.js';
import { FarClocks } from './far-clocks.js';
import { FarLife } from './far-life.js';
import { FarNodes } from './far-nodes.js';
import { Relays } from './relays.js';
import { SqlWhereabouts } from './sql.whereabouts.js';
import { Whereabouts } from './whereabouts.port.js';
import { Wherever } from './wherever.js';

type OfRelays = [ServerTime, Fanout, FarNodes, FarClocks, ChannelStore, SocketPublisher, Tally, Log];
type OfAudience = [ServerTime, Questions, Stations, Tally, ListenerReports, Relays, Node];

/** Where one node is not all there is. */
export const FAR: Provider[] = [
  {
    provide: Whereabouts,
    useFactory: (database: Database) => new SqlWhereabouts(database),
    inject: [Database],
  },
  {
    provide: FarNodes,
    useFactory: (questions: Questions, whereabouts: Whereabouts, clock: ServerTime, { id }: Node) =>
      new FarNodes({ questions, whereabouts, clock, node: id }),
    inject: [Questions, Whereabouts, ServerTime, Node],
  },
  {
    provide: FarClocks,
    useFactory: (time: ServerTime, questions: Questions) => new FarClocks(time, questions),
    inject: [ServerTime, Questions],
  },
  {
    provide: Relays,
    useFactory: (...[time, fanout, far, clocks, store, publisher, tally, log]: OfRelays) =>
      new Relays({ time, fanout, far, clocks, store, publisher, tally, log }),
    inject: [ServerTime, Fanout, FarNodes, FarClocks, ChannelStore, SocketPublisher, Tally, Log],
  },
  {
    provide: Wherever,
    useFactory: (stations: Stations, questions: Questions, far: FarNodes) => new Wherever({ stations, questions, far }),
    inject: [Stations, Questions, FarNodes],
  },
  {
    provide: FarAudience,
    useFactory: (...[time, questions, stations, tally, reports, relays, { id }]: OfAudience) =>
      new FarAudience({ time, questions, stations, tally, reports, relays, node: id }),
    inject: [ServerTime, Questions, Stations, Tally, ListenerReports, Relays, Node],
  },
  FarLife,
];
