// The last part of a path, whichever system wrote it.
export const fileNameOf = (path: string): string => path.split(/[\\/]/).pop() ?? path;
