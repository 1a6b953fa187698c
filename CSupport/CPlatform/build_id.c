/* The build ID of the running program. */
#define _GNU_SOURCE
#include "platform.h"

#include <elf.h>
#include <link.h>
#include <string.h>

struct build_id {
	unsigned char *bytes;
	size_t capacity;
	size_t length;
};

static size_t padded(size_t size) { return (size + 3) & ~(size_t)3; }

static void search_notes(const unsigned char *notes, size_t size, struct build_id *id)
{
	for (size_t at = 0; at + sizeof(ElfW(Nhdr)) <= size;) {
		ElfW(Nhdr) note;
		memcpy(&note, notes + at, sizeof(note));
		const unsigned char *name = notes + at + sizeof(note);
		const unsigned char *content = name + padded(note.n_namesz);

		if (note.n_type == NT_GNU_BUILD_ID && note.n_namesz == 4 && !memcmp(name, "GNU", 4) &&
		    note.n_descsz <= id->capacity) {
			memcpy(id->bytes, content, note.n_descsz);
			id->length = note.n_descsz;
			return;
		}
		at += sizeof(note) + padded(note.n_namesz) + padded(note.n_descsz);
	}
}

/* The first object is the program itself. */
static int first_object(struct dl_phdr_info *info, size_t size, void *context)
{
	(void)size;
	for (int i = 0; i < info->dlpi_phnum; i++) {
		const ElfW(Phdr) *header = &info->dlpi_phdr[i];

		if (header->p_type == PT_NOTE)
			search_notes((const unsigned char *)(info->dlpi_addr + header->p_vaddr), header->p_memsz, context);
	}
	return 1;
}

size_t platform_build_id(unsigned char *bytes, size_t capacity)
{
	struct build_id id = { .bytes = bytes, .capacity = capacity };

	dl_iterate_phdr(first_object, &id);
	return id.length;
}
