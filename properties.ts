/** Properties are tried on the same random values in every run; others with PROPERTY_SEED=NUMBER or PROPERTY_SEED=random. */
import fc from 'fast-check'

const seed = process.env.PROPERTY_SEED ?? '20261121'
if (seed !== 'random') fc.configureGlobal({ seed: Number(seed) })
