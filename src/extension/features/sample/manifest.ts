// What the sample feature contributes: the command that loads a sample file into the practice org.
import type { FeatureManifest } from '../../../shared/manifest';

export const manifest = {
  commands: {
    'kinetic.sample.try': { title: 'Try a Sample', icon: '$(beaker)' },
  },
  menus: {
    'view/title': [
      {
        command: 'kinetic.sample.try',
        when: 'view == kinetic.jobs && kinetic.jobs.known && !kinetic.jobs.any',
        group: '1_sample@1',
      },
    ],
  },
} as const satisfies FeatureManifest;
