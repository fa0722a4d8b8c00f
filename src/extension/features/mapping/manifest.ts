// What the mapping feature contributes: the editor of mapping files.
import type { FeatureManifest } from '../../../shared/manifest';

export const manifest = {
  commands: {},
  customEditors: {
    'kinetic.mapping': { name: 'Field Mapping', pattern: '*.kmap.yaml' },
  },
} as const satisfies FeatureManifest;
