package relay

import (
	"bytes"
	"fmt"
	"net/http"
	"slices"

	"linkledger/internal/affiliate"
	"linkledger/internal/relayapi"
)

// maxSlugs is how many slugs a link has and had.
const maxSlugs = 50

// slugsOf are the slugs that a row of a link names, the one that is shown last.
func slugsOf(l relayapi.PublicLink) []string {
	slugs := slices.Clone(l.Aliases)
	if shown := relayapi.Text(l.Slug); shown != "" {
		slugs = append(slugs, shown)
	}
	return slugs
}

// putSlugs gives a link the slugs that its row names.
func putSlugs(tx Tx, who caller, l relayapi.PublicLink) error {
	slugs := slugsOf(l)
	if len(slugs) == 0 {
		return nil
	}
	for _, slug := range slugs {
		if slices.Contains(affiliate.ReservedPaths, slug) {
			return slugTaken(slug, "is kept for the relay itself")
		}
		switch err := tx.PutSlug(Code{Host: who.workspace.host, Code: slug, Workspace: who.workspace.ID, Number: l.Number, Device: who.device.ID}); err {
		case nil:
		case ErrTaken:
			return slugTaken(slug, "belongs to another link")
		default:
			return err
		}
	}
	had, err := tx.CountSlugs(who.workspace.ID, l.Number)
	if err == nil && had > maxSlugs {
		err = invalid(fmt.Sprintf("Link number %d would have had %d slugs; a link can have %d in its life.", l.Number, had, maxSlugs), "Nothing was stored. Take one that it had.")
	}
	return err
}

func slugTaken(slug, why string) problem {
	p := refuse(http.StatusUnprocessableEntity, relayapi.CodeSlugTaken, fmt.Sprintf("The name %q %s.", slug, why), "Nothing was stored. Choose another name for the link.")
	p.Slug = slug
	return p
}

// slugRow is a slug: where its text is, and whose it is.
type slugRow struct{ text, row uint32 }

const (
	// slugBit marks the numbers of slugs among those of rows.
	slugBit      = 1 << 31
	slugsOfBlock = 512
)

type slugBlock [slugsOfBlock]slugRow

func (v *linkView) slug(n uint32) *slugRow {
	n &^= slugBit
	return &v.slugs[n/slugsOfBlock][n%slugsOfBlock]
}

// addSlug lets a link be found by a slug, for ever.
func (t *linkTable) addSlug(row uint32, slug string) {
	if t.rowOfSlug([]byte(slug)) != 0 {
		return // its owner never changes
	}
	v, n := t.view.Load(), uint32(t.slugs)
	if t.slugs == len(v.slugs)*slugsOfBlock {
		next := *v
		next.slugs = append(append(make([]*slugBlock, 0, len(v.slugs)+1), v.slugs...), new(slugBlock))
		v = &next
		t.view.Store(v)
	}
	*v.slug(n) = slugRow{text: t.texts.add([]byte(slug)), row: row}
	t.slugs++
	if v.codes.crowded(t.links + t.slugs) {
		t.reindex()
		return
	}
	v.codes.add(t.hashText([]byte(slug)), n|slugBit)
}

// rowOfSlug is the row of the link that has or had a slug.
func (t *linkTable) rowOfSlug(slug []byte) uint32 {
	n := t.view.Load().codes.find(t.hashText(slug), func(n uint32) bool {
		return n&slugBit != 0 && bytes.Equal(t.texts.at(t.view.Load().slug(n).text), slug)
	})
	if n == 0 {
		return 0
	}
	return t.view.Load().slug(n).row
}

// hashText is the hash of a path that is looked for.
func (t *linkTable) hashText(text []byte) uint64 {
	packed, short := packCode(text)
	return t.hashCode(packed, short, text)
}
