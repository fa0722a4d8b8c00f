// The version of this build, from package.json.
import { version as packageVersion } from '../../package.json';

export const version = packageVersion;
