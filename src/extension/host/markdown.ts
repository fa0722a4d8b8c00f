// Text of files, people and servers made harmless in Markdown: no links, no formatting.

export const plain = (text: string): string => text.replace(/[\\`*_{}[\]()#+\-.!|<>~&]/g, '\\$&');
