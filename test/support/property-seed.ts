import fc from 'fast-check';

// A run of the tests tells of a change, so every run tries the same values. New ones, to look for what no
// run has met yet: PROPERTY_SEED=random npx vitest run test/unit. A number gives the run of that seed again.
const asked = process.env['PROPERTY_SEED'] ?? '20220121';
const seed = asked === 'random' ? Math.trunc(Math.random() * 2 ** 31) : Number(asked);
if (!Number.isInteger(seed)) throw new Error(`PROPERTY_SEED is a whole number or "random", not "${asked}".`);
fc.configureGlobal({ ...fc.readConfigureGlobal(), seed });
