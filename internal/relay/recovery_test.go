package relay_test

import (
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"linkledger/internal/relay"
	"linkledger/internal/relay/clickfile"
	"linkledger/internal/relay/sqlitestore"
	"linkledger/internal/relayapi"
)

// copied copies the data folder of the relay, which stops for it.
func (f *fixture) copied() string {
	f.t.Helper()
	f.close()
	dir := filepath.Join(f.t.TempDir(), "copy")
	if err := os.CopyFS(dir, os.DirFS(f.dir)); err != nil {
		f.t.Fatal(err)
	}
	f.open()
	return dir
}

// restore goes on from a copy, as an operator does.
func (f *fixture) restore(dir string) relay.RestoredWorkspace {
	f.t.Helper()
	f.close()
	f.dir = dir
	store, err := sqlitestore.Open(f.t.Context(), filepath.Join(dir, "relay.db"))
	if err != nil {
		f.t.Fatal(err)
	}
	after, err := clickfile.After(filepath.Join(dir, "clicks"))
	if err != nil {
		f.t.Fatal(err)
	}
	restored, err := relay.Registry{Store: store, Clock: f.clock}.Restored(f.t.Context(), 0, after)
	if err != nil || len(restored) != 1 || restored[0].Epoch == f.epoch {
		f.t.Fatalf("%+v, %v", restored, err)
	}
	if err := store.Close(); err != nil {
		f.t.Fatal(err)
	}
	f.open()
	f.epoch = restored[0].Epoch
	return restored[0]
}

func (f *fixture) recover(api *relayapi.ClientWithResponses, part relayapi.RecoveryPart) relayapi.RecoveryResult {
	f.t.Helper()
	r, err := api.RecoverLogWithResponse(f.t.Context(), part)
	if err != nil || r.JSON200 == nil {
		f.t.Fatalf("%v %s", err, r.Body)
	}
	return *r.JSON200
}

func claim(action relayapi.ClaimBodyAction, payment string, keys ...string) relayapi.NewEntry {
	return entry(relayapi.KindClaim, relayapi.ClaimBody{PaymentID: payment, Action: action, Keys: keys})
}

// claimsFirst is the order in which devices give entries back.
func claimsFirst(entries []relayapi.Entry) []relayapi.Entry {
	isClaim := func(e relayapi.Entry) bool { return e.Kind == relayapi.KindClaim }
	first := slices.DeleteFunc(slices.Clone(entries), func(e relayapi.Entry) bool { return !isClaim(e) })
	return append(first, slices.DeleteFunc(slices.Clone(entries), isClaim)...)
}

// TestRecovery loses the end of a log, and two devices that know different
// parts of it give it back, in either order, with new traffic between.
func TestRecovery(t *testing.T) {
	for _, firstIsB := range []bool{false, true} {
		t.Run(fmt.Sprintf("B comes first: %v", firstIsB), func(t *testing.T) { recovery(t, firstIsB) })
	}
}

func recovery(t *testing.T, firstIsB bool) {
	f := start(t)
	f.clock.Advance(time.Second)
	lineB := f.device("B")
	kept := []relayapi.NewEntry{entry("note", map[string]int{}), claim(relayapi.Claim, "p1", "k1")}
	f.mustPush(relayapi.Push{Epoch: f.epoch, Entries: kept})
	backup := f.copied()

	// What the copy lacks.
	sold := f.click()
	if status, body := f.postback("transaction_id=" + sold + "&amount=10"); status != http.StatusOK {
		t.Fatalf("%d %s", status, body)
	}
	if err := f.relay.Flush(t.Context()); err != nil {
		t.Fatal(err)
	}
	cj := sealed(t, f.workspace.ID, relayapi.KindCJ, "row")
	cj.Key = "keyed"
	f.mustPush(relayapi.Push{Epoch: f.epoch, Entries: []relayapi.NewEntry{
		sealed(t, f.workspace.ID, relayapi.KindChange, "edit"), cj, claim(relayapi.Release, "p1", "k1"), claim(relayapi.Claim, "p2", "k2"),
	}})
	block, err := f.api.ReserveBlockWithResponse(t.Context(), relayapi.BlockRequest{Size: 2})
	if err != nil || block.JSON201 == nil {
		t.Fatal(err)
	}
	lost := f.entries("")[len(kept):]
	codes := []relayapi.LinkCode{{Number: block.JSON201.FirstNumber, Code: block.JSON201.Codes[0]}, {Number: block.JSON201.FirstNumber + 1, Code: block.JSON201.Codes[1]}}

	restored := f.restore(backup)
	if names := fmt.Sprint(restored.WaitingFor[0].Name, restored.WaitingFor[1].Name); len(restored.WaitingFor) != 2 || names != "Office laptopB" {
		t.Fatalf("it waits for %v", restored.WaitingFor)
	}
	apiA, apiB := f.api, f.client(lineB.Token)
	waits := func() (names []string) {
		me, err := apiA.GetWorkspaceWithResponse(t.Context())
		if err != nil || me.JSON200 == nil {
			t.Fatalf("%v %s", err, me.Body)
		}
		for _, d := range me.JSON200.WaitingFor {
			names = append(names, d.Name)
		}
		return names
	}
	refused := func(want ...string) {
		t.Helper()
		r := f.push(relayapi.Push{Epoch: f.epoch, Entries: []relayapi.NewEntry{claim(relayapi.Claim, "p3", "k3")}})
		if r.StatusCode() != http.StatusConflict || r.JSONDefault.Code != relayapi.CodeRecovering || len(r.JSONDefault.WaitingFor) != len(want) || !slices.Equal(waits(), want) {
			t.Fatalf("%d %s, want it to wait for %v", r.StatusCode(), r.Body, want)
		}
	}
	refused("Office laptop", "B")
	f.mustPush(relayapi.Push{Epoch: f.epoch, Entries: []relayapi.NewEntry{kept[1], claim(relayapi.Release, "p9", "k9")}}) // a repeat and a release
	// The network sends the sale again, and there is new traffic.
	for range 2 {
		if status, body := f.postback("transaction_id=" + sold + "&amount=10"); status != http.StatusOK {
			t.Fatalf("%d %s", status, body)
		}
		f.click()
	}

	tailA := relayapi.RecoveryPart{Epoch: f.epoch, Entries: claimsFirst(lost), Codes: codes, Complete: true}
	tailB := relayapi.RecoveryPart{Epoch: f.epoch, Entries: claimsFirst(lost[:len(lost)-1]), Codes: []relayapi.LinkCode{}, Complete: true}
	turns := []func() relayapi.RecoveryResult{
		func() relayapi.RecoveryResult { return f.recover(apiA, tailA) }, func() relayapi.RecoveryResult { return f.recover(apiB, tailB) },
	}
	last := "B"
	if firstIsB {
		slices.Reverse(turns)
		last = "Office laptop"
	}
	for _, again := range []bool{false, true} { // again: the answer was lost
		got := turns[0]()
		added := slices.ContainsFunc(got.Entries, func(p relayapi.Placed) bool { return !p.Duplicate })
		if len(got.WaitingFor) != 1 || got.WaitingFor[0].Name != last || again && added {
			t.Fatalf("after the first: %+v", got)
		}
	}
	refused(last)
	f.mustPush(relayapi.Push{Epoch: f.epoch, Entries: []relayapi.NewEntry{entry("note", map[string]int{"between": 1})}})
	if got := turns[1](); len(got.WaitingFor) != 0 {
		t.Fatalf("%+v", got)
	}
	if r, err := apiA.RecoverLogWithResponse(t.Context(), tailA); err != nil || r.StatusCode() != http.StatusConflict || r.JSONDefault.Code != relayapi.CodeNothingLost {
		t.Fatalf("once it has everything back: %v %d %s", err, r.StatusCode(), r.Body)
	}

	// Each entry is there once, with its envelope; entries checks the numbers.
	now := f.entries("")
	for _, want := range lost {
		found := slices.DeleteFunc(slices.Clone(now), func(e relayapi.Entry) bool {
			return e.ID != want.ID && (e.Key == "" || e.Key != want.Key || e.Kind != want.Kind)
		})
		if len(found) != 1 || found[0].Kind != want.Kind || (found[0].ID == want.ID && (found[0].Device != want.Device || found[0].Actor != want.Actor || !found[0].Time.Equal(want.Time))) {
			t.Errorf("%s %s is there as %+v", want.Kind, want.ID, found)
		}
	}
	if sales := f.conversions(); len(sales) != 1 || sales[0].ClickID != sold {
		t.Errorf("conversions %+v", sales)
	}
	if status, body := f.postback("transaction_id=" + sold + "&amount=10"); status != http.StatusOK || len(f.conversions()) != 1 {
		t.Errorf("the sale once more: %d %s", status, body)
	}
	// The claims hold: k2 is taken, k1 was released.
	if r := f.push(relayapi.Push{Epoch: f.epoch, Entries: []relayapi.NewEntry{claim(relayapi.Claim, "p4", "k2")}}); r.StatusCode() != http.StatusConflict || r.JSONDefault.Code != relayapi.CodeClaimRefused {
		t.Fatalf("%d %s", r.StatusCode(), r.Body)
	}
	f.mustPush(relayapi.Push{Epoch: f.epoch, Entries: []relayapi.NewEntry{claim(relayapi.Claim, "p4", "k1"), claim(relayapi.Claim, "p3", "k3")}})
	// A link of the lost block works, and nobody else gets its number.
	l := f.link(0)
	l.Number, l.Code = codes[1].Number, codes[1].Code
	f.mustPush(relayapi.Push{Epoch: f.epoch, Links: []relayapi.PublicLink{l}})
	if r := f.get(http.MethodGet, "/"+l.Code); r.StatusCode != http.StatusFound {
		t.Fatalf("a lost link: %d", r.StatusCode)
	}
	next, err := f.api.ReserveBlockWithResponse(t.Context(), relayapi.BlockRequest{Size: 1})
	if err != nil || next.JSON201 == nil || next.JSON201.FirstNumber <= codes[1].Number {
		t.Fatalf("%v %s", err, next.Body)
	}
}

// The newest key may be one that a device still has to give back; changes of
// the keys wait for it. Where two changes were made at the same place all the
// same, both stand, for each sealed entries.
func TestKeyChangesWaitForTheRestored(t *testing.T) {
	f := start(t)
	change := func() relayapi.NewEntry {
		e := entry(relayapi.KindKey, relayapi.KeyBody{})
		e.Key = relayapi.KeyPlace(1)
		return e
	}
	backup := f.copied()
	f.mustPush(relayapi.Push{Epoch: f.epoch, Entries: []relayapi.NewEntry{change()}})
	lost := f.entries("")
	f.restore(backup)
	late := relayapi.Push{Epoch: f.epoch, Entries: []relayapi.NewEntry{change()}}
	if r := f.push(late); r.StatusCode() != http.StatusConflict || r.JSONDefault.Code != relayapi.CodeRecovering {
		t.Fatalf("%d %s", r.StatusCode(), r.Body)
	}
	give := func(entries ...relayapi.Entry) {
		t.Helper()
		f.recover(f.api, relayapi.RecoveryPart{Epoch: f.epoch, Entries: entries, Codes: []relayapi.LinkCode{}, Complete: true})
	}
	give()
	f.mustPush(late)
	for range 2 { // restored once more
		f.restore(f.copied())
		give(lost...)
	}
	if got := f.entries(""); len(got) != 2 || got[0].ID != late.Entries[0].ID || got[1].ID != lost[0].ID {
		t.Errorf("the log has %+v", got)
	}
}

// TestClicksOfTheCopyAreNotCountedTwice restores a copy whose clicks were in
// its file only, and in counts that waited.
func TestClicksOfTheCopyAreNotCountedTwice(t *testing.T) {
	f := start(t)
	f.store.down.Store(true) // the clicks stay in the file
	for range 3 {
		f.click()
	}
	f.relay.EndWaits()
	f.server.Close()
	_ = f.relay.Close(t.Context()) // says that the store is down
	if err := f.sqlite.Close(); err != nil {
		t.Fatal(err)
	}
	f.server = nil
	dir := filepath.Join(t.TempDir(), "copy")
	if err := os.CopyFS(dir, os.DirFS(f.dir)); err != nil {
		t.Fatal(err)
	}
	f.open() // the lost relay goes on and counts them
	if err := f.relay.Flush(t.Context()); err != nil {
		t.Fatal(err)
	}
	counted := f.entries(relayapi.KindClicks)
	if len(counted) != 1 {
		t.Fatalf("%d entries", len(counted))
	}
	f.restore(dir)
	f.click()
	if err := f.relay.Flush(t.Context()); err != nil {
		t.Fatal(err)
	}
	f.recover(f.api, relayapi.RecoveryPart{Epoch: f.epoch, Entries: counted, Codes: []relayapi.LinkCode{}, Complete: true})
	total := int64(0)
	for _, body := range bodies[relayapi.ClicksBody](t, f.entries(relayapi.KindClicks)) {
		for _, l := range body.Links {
			total += l.Gross
		}
	}
	if total != 4 {
		t.Fatalf("%d clicks are counted, want 4", total)
	}
}

// TestACopyIsBroughtBackTwice: what devices had from the relay in between goes
// back to them, and nobody else gets it.
func TestACopyIsBroughtBackTwice(t *testing.T) {
	f := start(t)
	reserve := func() relayapi.Block {
		t.Helper()
		r, err := f.api.ReserveBlockWithResponse(t.Context(), relayapi.BlockRequest{Size: 5})
		if err != nil || r.JSON201 == nil {
			t.Fatalf("%v %s", err, r.Body)
		}
		return *r.JSON201
	}
	first, second := f.copied(), filepath.Join(t.TempDir(), "copy")
	if err := os.CopyFS(second, os.DirFS(first)); err != nil {
		t.Fatal(err)
	}
	has := func(number int64) (has bool) {
		errs, err := f.sqlite.Batch(t.Context(), []func(relay.Tx) error{func(tx relay.Tx) error {
			next, err := tx.TakeNumbers(f.workspace.ID, 0)
			has = number < next
			return err
		}})
		if err != nil || errs[0] != nil {
			t.Fatal(err, errs)
		}
		return has
	}
	f.restore(first)
	between := reserve()
	f.restore(second)
	if fresh := reserve(); fresh.FirstNumber == between.FirstNumber {
		t.Fatalf("number %d is given out twice", fresh.FirstNumber)
	}
	part := relayapi.RecoveryPart{Epoch: f.epoch, Entries: []relayapi.Entry{}, Complete: true}
	for i, code := range between.Codes {
		part.Codes = append(part.Codes, relayapi.LinkCode{Number: between.FirstNumber + int64(i), Code: code})
	}
	far := relayapi.LinkCode{Number: 5_000_000_000, Code: "abcdefgh"} // beyond what any restore skips
	if has(far.Number) {
		t.Fatal("the number is not beyond")
	}
	part.Codes = append(part.Codes, far)
	if got := f.recover(f.api, part); len(got.WaitingFor) != 0 {
		t.Fatalf("it waits for %v", got.WaitingFor)
	}
	// The first answer may be lost: the second says that everything is back.
	if r, err := f.api.RecoverLogWithResponse(t.Context(), part); err != nil || r.JSONDefault == nil || r.JSONDefault.Code != relayapi.CodeNothingLost {
		t.Fatalf("%v %s", err, r.Body)
	}
	if next := reserve(); next.FirstNumber != far.Number+1 {
		t.Fatalf("the next block begins at %d, want it behind %d", next.FirstNumber, far.Number)
	}
}
