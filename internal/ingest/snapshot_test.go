package ingest_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"linkledger/internal/affiliate"
	"linkledger/internal/relayapi"
)

// shelf keeps the newest snapshot, as the relay does.
type shelf struct {
	about  relayapi.Snapshot
	parts  map[string][]byte
	served int
	alter  func(part int, sealed []byte) []byte
}

func (s *shelf) Snapshot(context.Context) (relayapi.Snapshot, error) {
	if s.about.ID == "" {
		return s.about, relayapi.Problem{Code: relayapi.CodeNotFound, Message: "There is none."}
	}
	return s.about, nil
}

func (s *shelf) SnapshotPart(_ context.Context, id string, part int) ([]byte, error) {
	s.served++
	sealed := slices.Clone(s.parts[fmt.Sprint(id, part)])
	if s.alter != nil {
		sealed = s.alter(part, sealed)
	}
	return sealed, nil
}

func (s *shelf) PutSnapshotPart(_ context.Context, id string, part int, sealed []byte) error {
	s.parts[fmt.Sprint(id, part)] = slices.Clone(sealed)
	return nil
}

func (s *shelf) PutSnapshot(_ context.Context, n relayapi.NewSnapshot) error {
	s.about = relayapi.Snapshot{ID: n.ID, Seq: n.Seq, Schema: n.Schema, Parts: n.Parts}
	return nil
}

// programme is a log that is long enough for a snapshot.
func programme(t *testing.T) (*scene, *shelf) {
	s := newScene(t)
	for i := range 2100 {
		s.log.own(relayapi.Entry{Kind: relayapi.KindClicks, Schema: 1, Time: s.now, Body: encode(relayapi.ClicksBody{
			Links: []relayapi.LinkClicks{{Number: int64(i%4 + 1), Day: "2026-10-21", Gross: 1, Unique: 1}}})})
	}
	s.postback("convaaaaaaaaaaaa", s.click(1))
	s.cj(locked(s.row("1", s.click(2))))
	s.change(affiliate.NounReceipt, "receipt1", affiliate.Receipt{Source: affiliate.ReceiptDeposit, Minor: 5000, Currency: "USD", Day: "2026-10-21"})
	s.a.exchange()
	kept := &shelf{parts: map[string][]byte{}}
	s.a.keeps(kept)
	// What is this device's alone stays here.
	rename(s.a, "secret", "Not yet in the log")
	if err := s.a.syncer.MakeSnapshot(context.Background()); err != nil {
		t.Fatal(err)
	}
	return s, kept
}

// keeps lets a device use snapshots.
func (d *device) keeps(kept *shelf) {
	d.syncer.Snapshots, d.syncer.Scratch = kept, func() string { return d.store.Path() + ".snapshot" }
}

// A new device that starts from a snapshot has the same tables as one that
// folded everything, keeps its own edits, and goes on with the log from there.
func TestSnapshot(t *testing.T) {
	s, kept := programme(t)
	s.postback("convbbbbbbbbbbbb", s.click(3)) // after the snapshot
	plain := s.device()
	plain.exchange()
	fresh := s.device()
	fresh.keeps(kept)
	rename(fresh, "b1", "Made before it was connected")
	fresh.exchange()
	if kept.served == 0 {
		t.Fatal("the snapshot was not asked for")
	}
	plain.exchange()
	if diff := cmp.Diff(plain.dump(), fresh.dump()); diff != "" {
		t.Errorf("it differs from a device that folded everything: %s", diff)
	}
	if names := offers(t, fresh); !names["Made before it was connected"] || names["Not yet in the log"] {
		t.Errorf("offers %v", names)
	}
	if _, found := offers(t, fresh)["Not yet in the log"]; found {
		t.Error("another device's waiting edit came with the snapshot")
	}
	if err := fresh.store.Prove(context.Background()); err != nil {
		t.Error(err)
	}
	if n, err := fresh.store.FreeCount(context.Background()); err != nil || n != 1000 {
		t.Errorf("%d link numbers, %v", n, err)
	}
	if noted, _ := fresh.store.Noted(context.Background(), "fold_version"); noted == "" {
		t.Error("it would be folded again at the next sync")
	}
}

// Anything that is wrong with a snapshot only costs time.
func TestSpoiltSnapshot(t *testing.T) {
	s, kept := programme(t)
	plain := s.device()
	plain.exchange()
	genuine := kept.about
	for name, spoil := range map[string]func(){
		"a bit":           func() { kept.alter = func(_ int, b []byte) []byte { b[len(b)-1] ^= 1; return b } },
		"cut":             func() { kept.alter = func(_ int, b []byte) []byte { return b[:len(b)/2] } },
		"empty":           func() { kept.alter = func(int, []byte) []byte { return nil } },
		"another place":   func() { kept.about.Seq-- },
		"another schema":  func() { kept.about.Schema++ },
		"another id":      func() { kept.about.ID = "other"; kept.parts["other0"] = kept.parts[genuine.ID+"0"] },
		"a part too many": func() { kept.about.Parts++ },
		"another key": func() {
			k := relayapi.NewKeyring([]relayapi.Key{relayapi.NewKey()}, nil, nil)
			kept.alter = func(part int, _ []byte) []byte {
				b, err := k.SealPart(relayapi.SnapshotSeal{Workspace: s.log.id, ID: genuine.ID, Seq: genuine.Seq, Schema: genuine.Schema, Parts: genuine.Parts}, part, []byte("x"))
				if err != nil {
					t.Fatal(err)
				}
				return b
			}
		},
		"a sealed nothing": func() {
			kept.alter = func(part int, _ []byte) []byte {
				b, err := s.a.syncer.Fold.Keys.SealPart(relayapi.SnapshotSeal{Workspace: s.log.id, ID: genuine.ID, Seq: genuine.Seq, Schema: genuine.Schema, Parts: genuine.Parts}, part, []byte("no database"))
				if err != nil {
					t.Fatal(err)
				}
				return b
			}
		},
	} {
		t.Run(name, func(t *testing.T) {
			kept.about, kept.alter = genuine, nil
			spoil()
			said := ""
			fresh := s.device()
			fresh.keeps(kept)
			fresh.syncer.Log = func(what string) { said += what }
			fresh.exchange()
			if diff := cmp.Diff(plain.dump(), fresh.dump()); diff != "" {
				t.Errorf("it differs: %s", diff)
			}
			if said == "" && name != "another schema" {
				t.Error("nobody was told")
			}
		})
	}
}

// A snapshot is made when the log has grown enough, and by one device.
func TestSnapshotIsOffered(t *testing.T) {
	ctx := context.Background()
	s, kept := programme(t)
	kept.about = relayapi.Snapshot{}
	if err := s.a.syncer.OfferSnapshot(ctx); err != nil || kept.about.ID != "" {
		t.Errorf("a short log: %+v, %v", kept.about, err)
	}
	for range 3000 {
		s.log.own(relayapi.Entry{Kind: "weather", Schema: 1, Time: s.now, Body: []byte(`{}`)})
	}
	s.a.exchange()
	if err := s.a.syncer.OfferSnapshot(ctx); err != nil || kept.about.Seq < 5000 {
		t.Fatalf("a long log: %+v, %v", kept.about, err)
	}
	made := kept.about
	b := s.device()
	b.keeps(kept)
	b.exchange()
	if err := b.syncer.OfferSnapshot(ctx); err != nil || !cmp.Equal(made, kept.about) {
		t.Errorf("made again: %+v, %v", kept.about, err)
	}
	if strings.Contains(string(kept.parts[made.ID+"0"]), "SQLite") {
		t.Error("the relay can read it")
	}
}
