/**
 * Loaded into our processes before anything else. Stack traces name our sources, without the maps of all packages, which
 * take a quarter second to read; and what Node has compiled is kept for the next start, where the folder can be written.
 */
import module from 'node:module';
import path from 'node:path';

// Node 22.14 and 23.7 brought the choice; an older one reads all maps.
if (module.setSourceMapsSupport)
  module.setSourceMapsSupport(true, { nodeModules: false, generatedCode: false });
else process.setSourceMapsEnabled(true);
// Not in the temporary folder, where another account could plant code.
module.enableCompileCache?.(path.join(import.meta.dirname, '../node_modules/.cache/compiled'));
