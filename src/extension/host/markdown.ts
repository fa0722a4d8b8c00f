// Escapes text for Markdown, so that names and messages cannot become links or formatting.

export const plain = (text: string): string => text.replace(/[\\`*_{}[\]()#+\-.!|<>~&]/g, '\\$&');
