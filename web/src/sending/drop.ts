/** What was dropped: files, and what lies in folders. */

/** Whether something that is dragged holds files. */
export function holdsFiles(event: DragEvent): boolean {
  return event.dataTransfer?.types.includes("Files") ?? false;
}

/** All files, folders opened; hidden ones are passed over. To be called while the event is handled. */
export async function filesOf(dropped: DataTransfer): Promise<File[]> {
  const found = [...dropped.items].map((item) => item.webkitGetAsEntry() ?? item.getAsFile());
  const files = found.map((each) => (each instanceof File ? [each] : each ? filesIn(each) : []));
  return (await Promise.all(files)).flat();
}

async function filesIn(entry: FileSystemEntry): Promise<File[]> {
  if (entry.name.startsWith(".")) return [];
  if (isFile(entry)) return [await new Promise<File>((resolve, reject) => entry.file(resolve, reject))];
  const inside = await entriesIn(entry as FileSystemDirectoryEntry);
  return (await Promise.all(inside.map(filesIn))).flat();
}

function isFile(entry: FileSystemEntry): entry is FileSystemFileEntry {
  return entry.isFile;
}

/** A reader gives a folder's entries in parts, the last of them empty. */
async function entriesIn(folder: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> {
  const reader = folder.createReader();
  const found: FileSystemEntry[] = [];
  for (;;) {
    const part = await new Promise<FileSystemEntry[]>((resolve, reject) =>
      reader.readEntries(resolve, reject),
    );
    if (!part.length) return found;
    found.push(...part);
  }
}
