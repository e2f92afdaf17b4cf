import { Command } from 'commander';
import { environmentWith, readConfig } from '../config.ts';
import { serve } from '../service/serve.ts';

interface ServeFlags {
  readonly port?: string;
  readonly host?: string;
  readonly samples: boolean;
}

/** `timbao serve`: what `npm start` does. */
export const serveCommand = (): Command =>
  new Command('serve')
    .option('-p, --port <number>', 'port to listen on (PORT)')
    .option('--host <address>', 'address to listen on (HOST)')
    .option('--no-samples', 'load no sample articles into an empty index (TIMBAO_SAMPLES=off)')
    .action(async ({ port, host, samples }: ServeFlags) => {
      const flags = {
        ...(port !== undefined && { PORT: port }),
        ...(host !== undefined && { HOST: host }),
        ...(!samples && { TIMBAO_SAMPLES: 'off' }),
      };
      await serve(readConfig(environmentWith(flags)));
    });
