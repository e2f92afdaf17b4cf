import { writeFileSync } from 'node:fs';
import { CLIENT_TYPES, currentClientTypes } from './client-types.ts';

writeFileSync(CLIENT_TYPES, await currentClientTypes());
console.log(`${CLIENT_TYPES} written.`);
