import { exitStatusOf } from './cli/exit-status.ts';
import { errorText } from './cli/report-error.ts';
import { serve } from './service/serve.ts';
import { isDebug, readConfig } from './config.ts';

try {
  await serve(readConfig());
} catch (error) {
  process.stderr.write(`${errorText(error, isDebug())}\n`);
  process.exitCode = exitStatusOf(error);
}
