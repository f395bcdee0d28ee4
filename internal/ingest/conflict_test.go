package ingest_test

import (
	"context"
	"encoding/json"
	"testing"

	"github.com/google/go-cmp/cmp"

	"linkledger/internal/affiliate"
	"linkledger/internal/relayapi"
)

// edit saves a guarded change as the application does: with the version that
// the screen showed.
func (d *device) edit(batch string, noun affiliate.Noun, key string, fields any) {
	d.t.Helper()
	seen, err := d.store.VersionSeen(context.Background(), noun, key)
	if err != nil {
		d.t.Fatal(err)
	}
	c, err := affiliate.NewChange(noun, key, fields)
	if err != nil {
		d.t.Fatal(err)
	}
	c.Expected = seen
	e := affiliate.Entry{ID: d.syncer.NewID(), Kind: relayapi.KindChange, Schema: 1, Actor: d.syncer.Actor, Time: d.clock.Now(), Body: encode(c), Noun: noun, Subject: key}
	if err := d.store.Enqueue(context.Background(), affiliate.Batch{ID: batch, Entries: []affiliate.Entry{e}}); err != nil {
		d.t.Fatal(err)
	}
}

func (d *device) conflicts() []affiliate.EditConflict {
	d.t.Helper()
	list, err := d.store.Conflicts(context.Background())
	if err != nil {
		d.t.Fatal(err)
	}
	return list
}

func (d *device) payee(id affiliate.MemberID) string {
	d.t.Helper()
	m, err := d.store.Member(context.Background(), id)
	if err != nil {
		d.t.Fatal(err)
	}
	return m.Payee
}

// Two people changed a member's payee at the same time: the first one in the
// log stands, the other's edit is kept, and all devices see the same.
func TestConflictOfPayees(t *testing.T) {
	s := newScene(t)
	b := s.device()
	b.exchange()
	member := string(members[0])
	s.a.edit("b1", affiliate.NounMember, member, map[string]any{"payee": "first@brand.example"})
	b.edit("b1", affiliate.NounMember, member, map[string]any{"payee": "second@brand.example"})
	b.edit("b2", affiliate.NounMember, member, map[string]any{"payee": "third@brand.example"}) // on top of its own
	b.enqueue("b3", affiliate.NounMember, member, map[string]any{"name": "Renamed"})           // merges
	if got := b.payee(members[0]); got != "third@brand.example" {
		t.Errorf("the own edit shows as %q", got)
	}
	s.a.exchange()
	b.exchange()
	s.a.exchange()
	if diff := cmp.Diff(s.a.dump(), b.dump()); diff != "" {
		t.Fatalf("the devices differ: %s", diff)
	}
	list := b.conflicts()
	if len(list) != 2 || b.payee(members[0]) != "first@brand.example" {
		t.Fatalf("payee %q, conflicts %+v", b.payee(members[0]), list)
	}
	mine, theirs := map[string]string{}, map[string]string{}
	_ = json.Unmarshal(list[0].Mine.Fields, &mine)
	_ = json.Unmarshal(list[0].Theirs.Fields, &theirs)
	if mine["payee"] != "third@brand.example" || theirs["payee"] != "first@brand.example" {
		t.Errorf("mine %v, theirs %v", mine, theirs)
	}
	if m, err := b.store.Member(context.Background(), members[0]); err != nil || m.Name != "Renamed" {
		t.Errorf("an edit of another field did not merge: %+v, %v", m, err)
	}

	// One is decided for what stands, the other for what was not applied.
	b.enqueue("r1", affiliate.NounConflict, list[1].ID, affiliate.Resolution{Keep: affiliate.KeepTheirs})
	b.edit("r2", affiliate.NounMember, member, mine)
	b.enqueue("r3", affiliate.NounConflict, list[0].ID, affiliate.Resolution{Keep: affiliate.KeepMine})
	if left := b.conflicts(); len(left) != 0 {
		t.Errorf("decided conflicts still show: %+v", left)
	}
	b.exchange()
	s.a.exchange()
	if left := s.a.conflicts(); len(left) != 0 || s.a.payee(members[0]) != "third@brand.example" {
		t.Errorf("payee %q, conflicts %+v", s.a.payee(members[0]), left)
	}
	if diff := cmp.Diff(s.a.dump(), b.dump()); diff != "" {
		t.Errorf("the devices differ: %s", diff)
	}
}

// An own edit chains on an own edit that waits, so neither conflicts.
func TestOwnEditsChain(t *testing.T) {
	s := newScene(t)
	for i, percent := range []string{"11", "12", "13"} {
		rule := affiliate.Rule{Level: affiliate.LevelOffer, OfferID: percentOffer, Option: affiliate.PayoutPercent, Percent: percent}
		s.a.edit(string(rune('a'+i)), affiliate.NounRule, "rule"+string(percentOffer), rule)
		if i == 1 {
			s.a.exchange()
		}
	}
	s.a.exchange()
	if list := s.a.conflicts(); len(list) != 0 {
		t.Errorf("conflicts with nobody: %+v", list)
	}
	rules, err := s.a.store.Rules(context.Background(), percentOffer)
	if err != nil || rules[len(rules)-1].Percent != "13" {
		t.Errorf("rules %+v, %v", rules, err)
	}
}

// An edit that the relay refused for good never comes into the log, so the next
// one follows what stands there.
func TestEditAfterARefusedOne(t *testing.T) {
	s := newScene(t)
	member := string(members[0])
	s.log.before = func(relayapi.Push) error { return relayapi.Problem{Code: relayapi.CodeInvalid, Message: "No."} }
	s.a.edit("b1", affiliate.NounMember, member, map[string]any{"payee": "one@brand.example"})
	s.a.exchange()
	s.log.before = nil
	s.a.edit("b2", affiliate.NounMember, member, map[string]any{"payee": "two@brand.example"})
	s.a.exchange()
	b := s.device() // the first device shows the refused edit until it is discarded
	b.exchange()
	if list := b.conflicts(); len(list) != 0 || b.payee(members[0]) != "two@brand.example" {
		t.Errorf("payee %q, conflicts %+v", b.payee(members[0]), list)
	}
}

func TestConflictOfDecisions(t *testing.T) {
	s := newScene(t)
	s.postback("convaaaaaaaaaaaa", s.click(1))
	b := s.device()
	b.exchange()
	s.a.exchange()
	s.a.edit("d", affiliate.NounDecision, "convaaaaaaaaaaaa", affiliate.Decision{Status: affiliate.StatusApproved})
	b.edit("d", affiliate.NounDecision, "convaaaaaaaaaaaa", affiliate.Decision{Status: affiliate.StatusRejected, Reason: "fraud"})
	s.a.exchange()
	b.exchange()
	if c := b.conversions()[0]; c.Status != affiliate.StatusApproved || len(b.conflicts()) != 1 {
		t.Errorf("conversion %+v, conflicts %+v", c, b.conflicts())
	}
}
