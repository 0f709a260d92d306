// Run while the API is bundled: writes the pages' hashed files beside it. `node --import tsx functions/api/lambda-assets.ts FOLDER`
import { writeAssets } from '../web/asset-folder.ts';
import { buildAssets } from '../web/build-assets.ts';

const folder = process.argv[2];
if (folder === undefined) throw new Error('Say into which folder.');
await writeAssets(await buildAssets(), folder);
