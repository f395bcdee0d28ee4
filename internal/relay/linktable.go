package relay

import (
	"bytes"
	"context"
	"fmt"
	"hash/maphash"
	"strings"
	"sync"
	"sync/atomic"

	"linkledger/internal/relayapi"
)

// link is what a redirect needs of a link; the rest is its offer's.
type link struct {
	offer  *offer
	number int64
	member string
	paused bool
	test   bool
	own    *ownLink // nil for nearly all
}

// linkTable finds links by code and by number, without a lock on the way of a
// redirect. Only it and the offers that it points at decide where a redirect
// goes. A million links take some 30 bytes each, in a few blocks without
// pointers that a garbage collection passes over. Those with slugs, pages or
// values of their own take more, beside them.
//
// Codes are unique on a relay. When they become unique per host, a code's hash
// stays and its comparison also asks the row's offer for its host.
type linkTable struct {
	seed  maphash.Seed
	texts textArena
	view  atomic.Pointer[linkView]

	mu      sync.Mutex // held by who puts links
	links   int
	slugs   int
	offers  map[*offer]uint32
	members index
}

// linkView is what readers see. Its slices are never made longer or shorter in
// place: a new view takes its place. A row is complete before an index has its
// number, and then only its flags and what it has of its own change. An index
// may have numbers of a later view than its own, so that what it finds is
// looked at in the latest.
type linkView struct {
	rows    []*rowBlock
	own     []*ownBlock // beside rows; nil where no link of a block has anything
	slugs   []*slugBlock
	offers  []*offer
	codes   index // of rows, and of slugs with slugBit
	numbers index
}

const rowsOfBlock = 4096

type rowBlock [rowsOfBlock]linkRow

func (v *linkView) row(n uint32) *linkRow { return &v.rows[(n-1)/rowsOfBlock][(n-1)%rowsOfBlock] }

func newLinkTable() *linkTable {
	t := &linkTable{seed: maphash.MakeSeed(), offers: map[*offer]uint32{}}
	t.view.Store(&linkView{})
	return t
}

// find finds a link by its code, or by a slug that it has or had. Telephones
// begin what is typed with a capital, so that slugs are found in any case.
func (t *linkTable) find(text string) (link, bool) {
	n := t.rowOfPath([]byte(text))
	if n == 0 && strings.ContainsFunc(text, isCapital) {
		n = t.rowOfSlug([]byte(strings.ToLower(text)))
	}
	return t.link(n)
}

func isCapital(r rune) bool { return r >= 'A' && r <= 'Z' }

func (t *linkTable) rowOfPath(path []byte) uint32 {
	packed, short := packCode(path)
	n := t.view.Load().codes.find(t.hashCode(packed, short, path), func(n uint32) bool {
		if n&slugBit != 0 {
			return bytes.Equal(t.texts.at(t.view.Load().slug(n).text), path)
		}
		row := t.view.Load().row(n)
		if short {
			return row.code() == packed
		}
		return row.hasTextCode() && bytes.Equal(t.texts.at(row.textCode()), path)
	})
	if n&slugBit != 0 {
		n = t.view.Load().slug(n).row
	}
	return n
}

// findNumber finds a link of a workspace by its number.
func (t *linkTable) findNumber(workspace string, number int64) (link, bool) {
	return t.link(t.rowOf(workspace, number))
}

// isTest reports whether a link's clicks are left out of its offer's counts.
func (t *linkTable) isTest(workspace string, number int64) bool {
	n := t.rowOf(workspace, number)
	return n != 0 && t.view.Load().row(n).is(testBit)
}

func (t *linkTable) rowOf(workspace string, number int64) uint32 {
	return t.view.Load().numbers.find(t.hashNumber(workspace, number), func(n uint32) bool {
		v := t.view.Load()
		row := v.row(n)
		return row.number() == number && v.offers[row.offer()].workspace.ID == workspace
	})
}

func (t *linkTable) link(n uint32) (link, bool) {
	if n == 0 {
		return link{}, false
	}
	v := t.view.Load()
	row := v.row(n)
	return link{offer: v.offers[row.offer()], number: row.number(), member: string(t.texts.at(row.member())),
		paused: row.is(pausedBit), test: row.is(testBit), own: v.ownOf(n)}, true
}

// codeOf is the code of a link that is there.
func (t *linkTable) codeOf(workspace string, number int64) string {
	n := t.rowOf(workspace, number)
	if n == 0 {
		return ""
	}
	row := t.view.Load().row(n)
	if row.hasTextCode() {
		return string(t.texts.at(row.textCode()))
	}
	return unpackCode(row.code())
}

// load puts all links of a store into an empty table: the rows first, then
// both indexes at once, which spares them growing.
func (t *linkTable) load(ctx context.Context, store Store, d *directory) error {
	t.mu.Lock()
	defer t.mu.Unlock()
	owner, offers := "", map[string]*offer{} // found before, of one workspace
	err := store.Links(ctx, func(l *StoredLink) {
		if owner != string(l.Workspace) {
			owner = string(l.Workspace)
			clear(offers)
		}
		o, ok := offers[string(l.Offer)]
		if !ok {
			if o, ok = d.offer(owner, string(l.Offer)); !ok {
				return // never, says the store
			}
			offers[o.id] = o
		}
		n := t.appendRow(o, l.Number, l.Code, l.Member, flags(!l.Active, l.Test))
		if len(l.Slug)+len(l.Page)+len(l.Values) > 0 {
			t.setOwn(n, storedOwn(l))
		}
	})
	if err != nil {
		return fmt.Errorf("load the links: %w", err)
	}
	t.reindex()
	err = store.Slugs(ctx, func(workspace string, number int64, slug string) {
		if n := t.rowOf(workspace, number); n != 0 {
			t.addSlug(n, slug)
		}
	})
	if err != nil {
		return fmt.Errorf("load the slugs of links: %w", err)
	}
	return nil
}

// put adds a link or changes it, at once for all who look for it. It has all
// its fields; the store has made sure that code, offer and member never change,
// and that no slug is another link's.
func (t *linkTable) put(o *offer, l relayapi.PublicLink) {
	t.mu.Lock()
	defer t.mu.Unlock()
	marks := flags(l.Status != relayapi.PublicLinkStatusActive, l.Test)
	n := t.rowOf(o.workspace.ID, l.Number)
	if n != 0 {
		t.view.Load().row(n).mark(marks)
		t.setOwn(n, ownOf(l))
	} else {
		n = t.appendRow(o, l.Number, []byte(l.Code), []byte(l.MemberID), marks)
		t.setOwn(n, ownOf(l))
		t.addToIndexes(n)
	}
	for _, slug := range slugsOf(l) {
		t.addSlug(n, slug)
	}
}

// appendRow adds a row that nobody finds yet.
func (t *linkTable) appendRow(o *offer, number int64, code, member []byte, marks uint32) (n uint32) {
	v := t.makeRoom(o)
	t.links++
	n = uint32(t.links)
	packed, short := packCode(code)
	if !short {
		packed = uint64(t.texts.add(code)) | textCodeFlag
	}
	v.row(n).set(packed, number, t.offers[o], t.intern(member), marks)
	return n
}

// addToIndexes lets a row be found.
func (t *linkTable) addToIndexes(n uint32) {
	v := t.view.Load()
	if v.codes.crowded(t.links+t.slugs) || v.numbers.crowded(t.links) {
		t.reindex()
		return
	}
	v.codes.add(t.hashOfCode(v, n), n)
	v.numbers.add(t.hashOfNumber(v, n), n)
}

// makeRoom puts a new view in place when the next row, or its offer, has no
// room in this one.
func (t *linkTable) makeRoom(o *offer) *linkView {
	v := t.view.Load()
	_, known := t.offers[o]
	full := t.links == len(v.rows)*rowsOfBlock
	if known && !full {
		return v
	}
	next := *v
	if !known {
		t.offers[o] = uint32(len(v.offers))
		next.offers = append(append(make([]*offer, 0, len(v.offers)+1), v.offers...), o)
	}
	if full {
		next.rows = append(append(make([]*rowBlock, 0, len(v.rows)+1), v.rows...), new(rowBlock))
		next.own = append(append(make([]*ownBlock, 0, len(v.rows)+1), v.own...), nil)
	}
	t.view.Store(&next)
	return &next
}

// reindex puts a view with new indexes of all rows in place.
func (t *linkTable) reindex() {
	next := *t.view.Load()
	next.codes, next.numbers = newIndex(t.links+t.slugs), newIndex(t.links)
	var both sync.WaitGroup
	both.Go(func() {
		for n := uint32(1); n <= uint32(t.links); n++ {
			next.codes.add(t.hashOfCode(&next, n), n)
		}
		for n := range uint32(t.slugs) {
			next.codes.add(t.hashText(t.texts.at(next.slug(n).text)), n|slugBit)
		}
	})
	for n := uint32(1); n <= uint32(t.links); n++ {
		next.numbers.add(t.hashOfNumber(&next, n), n)
	}
	both.Wait()
	t.view.Store(&next)
}

func (t *linkTable) hashOfCode(v *linkView, n uint32) uint64 {
	row := v.row(n)
	if row.hasTextCode() {
		return t.hashCode(0, false, t.texts.at(row.textCode()))
	}
	return t.hashCode(row.code(), true, nil)
}

func (t *linkTable) hashOfNumber(v *linkView, n uint32) uint64 {
	row := v.row(n)
	return t.hashNumber(v.offers[row.offer()].workspace.ID, row.number())
}

// intern finds a member's id among those that are there, or adds it.
func (t *linkTable) intern(member []byte) uint32 {
	hash := maphash.Bytes(t.seed, member)
	if at := t.members.find(hash, func(at uint32) bool { return bytes.Equal(t.texts.at(at), member) }); at != 0 {
		return at
	}
	if t.members.crowded(t.members.used) {
		old := t.members
		t.members = newIndex(old.used)
		for _, at := range old.slots {
			if at != 0 {
				t.members.add(maphash.Bytes(t.seed, t.texts.at(at)), at)
			}
		}
	}
	at := t.texts.add(member)
	t.members.add(hash, at)
	return at
}

func (t *linkTable) hashCode(packed uint64, short bool, code []byte) uint64 {
	if short {
		return maphash.Comparable(t.seed, packed)
	}
	return maphash.Bytes(t.seed, code)
}

func (t *linkTable) hashNumber(workspace string, number int64) uint64 {
	return maphash.String(t.seed, workspace) ^ maphash.Comparable(t.seed, number)
}
