// Property tests draw the same cases on every run, so that a red run is about the change and not about luck.
// FC_SEED=random looks further; any other number repeats that draw.
import fc from 'fast-check';

const given = process.env['FC_SEED'];
if (given !== 'random') fc.configureGlobal({ seed: given === undefined ? 20_261_124 : Number(given) });
