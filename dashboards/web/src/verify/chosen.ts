import type { Files } from './tlog';

/** Files that somebody has chosen or dropped, by their path in the folder of the export. */
export function chosen(all: ReadonlyMap<string, File>): Files | undefined {
  const manifest = [...all.keys()]
    .filter((path) => path === 'checkpoint' || path.endsWith('/checkpoint'))
    .sort((one, other) => one.length - other.length)[0];
  if (manifest === undefined) {
    return undefined;
  }
  const base = manifest.slice(0, -'checkpoint'.length);
  return async (path) => {
    const file = all.get(base + path);
    return file && new Uint8Array(await file.arrayBuffer());
  };
}

/** What an input for folders holds. */
export function ofInput(files: FileList): Map<string, File> {
  return new Map(Array.from(files, (file) => [file.webkitRelativePath || file.name, file]));
}

/** What was dropped: a folder, or the files in it. */
export async function ofDrop(data: DataTransfer): Promise<Map<string, File>> {
  const found = new Map<string, File>();
  const entries = Array.from(data.items, (item) => item.webkitGetAsEntry());
  for (const entry of entries) {
    if (entry) {
      await walk(entry, '', found);
    }
  }
  return found;
}

async function walk(entry: FileSystemEntry, above: string, into: Map<string, File>): Promise<void> {
  const path = above + entry.name;
  if (entry.isFile) {
    const file = await new Promise<File>((resolve, reject) =>
      (entry as FileSystemFileEntry).file(resolve, reject),
    );
    into.set(path, file);
    return;
  }
  const reader = (entry as FileSystemDirectoryEntry).createReader();
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) =>
      reader.readEntries(resolve, reject),
    );
    if (some.length === 0) {
      return;
    }
    for (const one of some) {
      await walk(one, `${path}/`, into);
    }
  }
}
