package store

import (
	"context"

	"linkledger/internal/cube"
)

// wordOf is the number of a text among those that cells name.
type wordOf func(text string) (cube.Word, error)

// word is the number of a text, which gets the next one if it is new. It is
// asked while entries are folded and not when their cells are written, so that
// the log's order alone decides and every device has the same numbers.
func (f *folding) word(ctx context.Context) wordOf {
	return func(text string) (cube.Word, error) {
		if text == "" {
			return 0, nil
		}
		if word, known := f.cube.words[text]; known {
			return word, nil
		}
		word, found, err := one(ctx, f, scanWord, `SELECT id FROM cube_word WHERE text = ?`, text)
		if err == nil && !found {
			f.writes++
			word, _, err = one(ctx, f, scanWord, `INSERT INTO cube_word (text) VALUES (?) RETURNING id`, text)
		}
		if err == nil {
			f.cube.words[text] = word
		}
		return word, err
	}
}

func scanWord(r scanner) (w cube.Word, err error) { return w, r.Scan(&w) }

// words are those after the first so many, in order.
func words(ctx context.Context, q queryer, after int) ([]string, error) {
	return rows(ctx, q, scanText, `SELECT text FROM cube_word WHERE id > ? ORDER BY id`, after)
}

// allWords are the texts by number; the first is no text.
func allWords(ctx context.Context, q queryer) ([]string, error) {
	list, err := words(ctx, q, 0)
	return append([]string{""}, list...), err
}
