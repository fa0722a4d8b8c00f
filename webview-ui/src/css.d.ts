// A page's styles become a file beside its script.
declare module '*.css';
