/* FriBidi's share of the comparison in benches/layout: paragraphs of a file, one a line, to rows of joined text in visual order.
 *
 *   cc -O2 fribidi.c -o fribidi $(pkg-config --cflags --libs fribidi)
 *   fribidi FILE COLUMNS rtl|ltr
 *
 * From UTF-8 to UTF-8, as the others. Prints the seconds that all paragraphs took, reading the file aside, the number
 * of rows and of bytes. Rows are broken at the last space that fits: FriBidi has no rules for breaks. */
#include <fribidi.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static double seconds(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return now.tv_sec + now.tv_nsec / 1e9;
}

static void *room(size_t count, size_t size) {
  void *memory = malloc(count ? count * size : 1);
  if (!memory) {
    fputs("no memory\n", stderr);
    exit(2);
  }
  return memory;
}

int main(int count, char **arguments) {
  if (count != 4) return 2;
  FILE *file = fopen(arguments[1], "rb");
  if (!file) {
    perror(arguments[1]);
    return 2;
  }
  fseek(file, 0, SEEK_END);
  long size = ftell(file);
  rewind(file);
  char *bytes = room((size_t)size, 1);
  if (fread(bytes, 1, (size_t)size, file) != (size_t)size) return 2;
  fclose(file);
  int columns = atoi(arguments[2]);
  FriBidiParType wanted = strcmp(arguments[3], "rtl") == 0 ? FRIBIDI_PAR_RTL : FRIBIDI_PAR_LTR;

  size_t longest = 0;
  for (char *line = bytes, *end = bytes + size; line < end;) {
    char *stop = memchr(line, '\n', (size_t)(end - line));
    if (!stop) stop = end;
    if ((size_t)(stop - line) > longest) longest = (size_t)(stop - line);
    line = stop + 1;
  }

  FriBidiChar *text = room(longest, sizeof *text);
  char *shown = room(4 * longest + 1, 1);
  FriBidiCharType *types = room(longest, sizeof *types);
  FriBidiBracketType *brackets = room(longest, sizeof *brackets);
  FriBidiLevel *levels = room(longest, sizeof *levels);
  FriBidiArabicProp *joining = room(longest, sizeof *joining);
  FriBidiStrIndex *map = room(longest, sizeof *map);
  FriBidiFlags flags = FRIBIDI_FLAGS_DEFAULT | FRIBIDI_FLAGS_ARABIC;
  size_t rows = 0, written = 0;
  double start = seconds();
  for (char *line = bytes, *end = bytes + size, *stop; line < end; line = stop + 1) {
    stop = memchr(line, '\n', (size_t)(end - line));
    if (!stop) stop = end;
    FriBidiStrIndex length = fribidi_charset_to_unicode(FRIBIDI_CHAR_SET_UTF8, line, (int)(stop - line), text);
    if (length == 0) continue;
    FriBidiParType base = wanted;
    fribidi_get_bidi_types(text, length, types);
    fribidi_get_bracket_types(text, length, types, brackets);
    if (!fribidi_get_par_embedding_levels_ex(types, brackets, length, &base, levels)) return 2;
    fribidi_get_joining_types(text, length, joining);
    fribidi_join_arabic(types, length, levels, joining);
    fribidi_shape(flags, levels, length, joining, text);
    for (FriBidiStrIndex i = 0; i < length; i++) map[i] = i;
    for (FriBidiStrIndex from = 0; from < length;) {
      FriBidiStrIndex to = from, space = from;
      for (int column = 0; to < length; to++) {
        if (types[to] == FRIBIDI_TYPE_NSM || text[to] == FRIBIDI_CHAR_FILL) continue;
        if (column == columns) break;
        column++;
        if (types[to] == FRIBIDI_TYPE_WS) space = to + 1;
      }
      if (to < length && space > from) to = space;
      if (!fribidi_reorder_line(flags, types, to - from, from, base, levels, text, map)) return 2;
      written += (size_t)fribidi_unicode_to_charset(FRIBIDI_CHAR_SET_UTF8, text + from, to - from, shown);
      rows++;
      from = to;
    }
  }
  printf("%.6f %zu %zu\n", seconds() - start, rows, written);
  return 0;
}
