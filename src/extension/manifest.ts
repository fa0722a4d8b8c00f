// The manifest of the product: the view container, the walkthrough, commands of no feature, the list of features.
import type { CommandIdOf, FeatureManifest, ProductManifest } from '../shared/manifest';
import { manifest as jobs } from './features/jobs/manifest';
import { manifest as load } from './features/load/manifest';
import { manifest as orgs } from './features/orgs/manifest';
import { manifest as practice } from './features/practice/manifest';
import { manifest as exports } from './features/export/manifest';

/** What belongs to no feature. */
export const shell = {
  commands: {
    'kinetic.log.show': { title: 'Show Log', icon: '$(output)' },
  },
  menus: {
    'view/title': [{ command: 'kinetic.log.show', when: 'view =~ /^kinetic\\./', group: '9_log@1' }],
  },
} as const satisfies FeatureManifest;

const features = [shell, orgs, jobs, load, exports, practice] as const;

/** The id of every command, for links and buttons outside the feature that owns it. */
export type CommandId = CommandIdOf<(typeof features)[number]>;

export const product: ProductManifest = {
  category: 'Kinetic',
  container: { id: 'kinetic', title: 'Kinetic', icon: 'media/kinetic.svg' },
  walkthrough: {
    id: 'start',
    title: 'Get Started with Kinetic for Salesforce',
    text: 'Load a CSV file into Salesforce, and see the reason for every row that fails.',
    steps: {
      practice: {
        title: 'Start Practice Org',
        text: 'A simulated Salesforce org runs on your machine. It needs no account and no network, and it rejects what Salesforce rejects.\n[Start Practice Org](command:kinetic.practice.start)',
        image: 'media/walkthrough/practice.svg',
        altText: 'The Orgs view with the practice org as the current org',
        doneOn: ['onCommand:kinetic.practice.start', 'onContext:kinetic.hasOrg'],
      },
      load: {
        title: 'Load a CSV File',
        text: 'Right-click a CSV file in the Explorer and choose **Load CSV into Salesforce…**. Kinetic guesses the object, the operation and the key from the file; press Enter to accept them.\n[Load a CSV](command:kinetic.load.csv)',
        image: 'media/walkthrough/load.svg',
        altText: 'The first step of a load, offering a bulk upsert of the rows of a file',
        doneOn: ['onCommand:kinetic.load.csv'],
      },
      failed: {
        title: 'See Why Rows Failed',
        text: 'A job keeps each failed row with its line in your file and the error from Salesforce, grouped by error.\n[Show Failed Rows](command:kinetic.jobs.showFailed)',
        image: 'media/walkthrough/failed.svg',
        altText: 'A grid of failed rows grouped by error',
        doneOn: ['onCommand:kinetic.jobs.showFailed'],
      },
      connect: {
        title: 'Connect Your Own Org',
        text: 'Sign in with the browser, with an org of the Salesforce CLI, or with JWT. Secrets stay in the secret storage of VS Code. Production orgs are marked, and every load into one asks for confirmation.\n[Add an Org](command:kinetic.orgs.add)\nCheck whether the org is ready, and where in Setup to add what is missing.\n[Check Org Readiness](command:kinetic.orgs.check)',
        image: 'media/walkthrough/connect.svg',
        altText: 'The status bar with a production org marked by text and color',
        doneOn: ['onCommand:kinetic.orgs.add'],
      },
    },
  },
  untrusted: {
    text: 'Kinetic sends files only when you start a load. It ignores the settings of the workspace until you trust it.',
  },
  virtual: { text: 'Kinetic reads and writes files on the disk of this computer.' },
  features,
};
