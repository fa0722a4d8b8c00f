// The file name of a path, with / or \ as separator.
import { withoutMiddle } from './plainText';

export const fileNameOf = (path: string): string => path.split(/[\\/]/).pop() ?? path;

/** For titles, in which a longer name would push what comes after it out of sight. */
export const shortFileName = (path: string): string => withoutMiddle(fileNameOf(path), 40);
