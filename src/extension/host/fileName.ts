// The file name of a path, with / or \ as separator.
export const fileNameOf = (path: string): string => path.split(/[\\/]/).pop() ?? path;
