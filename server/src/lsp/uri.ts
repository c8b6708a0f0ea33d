/**
 * Document URIs (RFC 3986) to the absolute POSIX-style paths that the analysis knows, and back. A file URI's path is
 * itself, a Windows drive keeps its leading slash (`/c:/x.c`), and other schemes (`untitled:Untitled-1`) become a path
 * that no file can have. Editors spell one URI in several ways, so answers use the spelling of the open document.
 */

/** The path of a URI. Any text gives an answer: a malformed escape stands for itself. */
export const pathOf = (uri: string): string => {
  const [, scheme = '', authority = '', path = uri] = /^([a-z][\w+.-]*):(?:\/\/([^/?#]*))?([^?#]*)/i.exec(uri) ?? [];
  const decoded = decode(path);
  if (scheme.toLowerCase() !== 'file') return `/\0${scheme}:${decode(authority)}/${decoded}`;
  if (authority !== '' && authority !== 'localhost') return `//${decode(authority)}${decoded}`;
  return decoded.replace(/^\/([A-Z]):/, (_, drive: string) => `/${drive.toLowerCase()}:`);
};

/** The URI of a path as VS Code writes it. A path of another scheme gives that scheme back. */
export const uriOf = (path: string): string => {
  const [, scheme, authority, rest] = /^\/\0([^:]*):([^/]*)\/(.*)$/s.exec(path) ?? [];
  if (scheme !== undefined) return `${scheme}:${authority === '' ? '' : `//${authority}`}${encode(rest ?? '')}`;
  if (path.startsWith('//')) return `file:${encode(path)}`;
  return `file://${encode(path)}`;
};

const encode = (path: string): string => path.split('/').map(encodeURIComponent).join('/');

const decode = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};
