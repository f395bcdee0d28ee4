package practice_test

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"
	"pgregory.net/rapid"

	"linkledger/internal/affiliate"
	"linkledger/internal/ingest"
	"linkledger/internal/practice"
	"linkledger/internal/relay"
	"linkledger/internal/relay/clickfile"
	"linkledger/internal/relay/sqlitestore"
	"linkledger/internal/relayapi"
	"linkledger/internal/sqlitex"
)

func TestMain(m *testing.M) {
	// Each history is a relay and three databases; more of them are for campaigns.
	if f := flag.Lookup("rapid.checks"); f != nil {
		_ = f.Value.Set("4")
	}
	flag.Parse()
	os.Exit(m.Run())
}

// steps are what may happen, in any order.
func (r *rig) steps(d *desk) map[string]func() {
	ctx := context.Background()
	payee := affiliate.MemberID("memberaaaaaaaaaa")
	return map[string]func(){
		"rename": func() {
			d.enqueue(d.entry(affiliate.NounMember, string(payee), map[string]string{"name": r.next("name")}, ""))
		},
		"payee": func() {
			seen, err := d.store.VersionSeen(ctx, affiliate.NounMember, string(payee))
			r.must(err)
			d.enqueue(d.entry(affiliate.NounMember, string(payee), map[string]string{"payee": r.next("p") + "@x.example"}, seen))
		},
		"receipt": func() {
			d.enqueue(d.entry(affiliate.NounReceipt, r.next("receipt"), affiliate.Receipt{Source: affiliate.ReceiptDeposit, Minor: 100 + int64(r.serial), Currency: "USD", Day: "2026-10-20"}, ""))
		},
		"claim": func() {
			key, payment := fmt.Sprintf("key%d", rapid.IntRange(0, 3).Draw(r.T, "key")), r.next("payment")
			body, err := json.Marshal(relayapi.ClaimBody{Action: relayapi.Claim, PaymentID: payment, Keys: []string{key}})
			r.must(err)
			d.enqueue(affiliate.Entry{ID: uuid.NewString(), Kind: relayapi.KindClaim, Schema: 1, Actor: "actor", Time: r.clock.Now().UTC(), Body: body, Subject: payment})
		},
		"sale": r.sale,
		"sync": func() {
			d.lossy, d.twice = rapid.IntRange(0, 2).Draw(r.T, "lost"), rapid.Bool().Draw(r.T, "twice")
			if err := d.syncer.Exchange(ctx); err != nil && !expectedTrouble(err) {
				r.Fatalf("a sync: %v", err)
			}
			d.lossy = 0
		},
		"away": func() { d.away = !d.away },
		"copy": func() {
			if err := r.relay.Flush(ctx); err != nil {
				r.Fatal(err)
			}
			r.copies++
			r.copy = filepath.Join(r.dir, fmt.Sprintf("copy%d.db", r.copies))
			db, err := sqlitex.Open(ctx, r.path(), sqlitex.Options{})
			r.must(err)
			r.must(errors.Join(sqlitex.Copy(ctx, db, r.copy), db.Close()))
		},
		"restore": func() { r.restore(ctx) },
	}
}

// expectedTrouble is what a person sees pass: no network, a refused claim, a
// payment that waits for other devices.
func expectedTrouble(err error) bool {
	var refused *ingest.Refused
	var problem relayapi.Problem
	return errors.Is(err, relayapi.ErrUnreachable) || errors.As(err, &refused) || errors.As(err, &problem) && problem.Code == relayapi.CodeRecovering
}

// sale clicks the link and reports a purchase. A relay that lost the link says
// no, as it would to a shopper.
func (r *rig) sale() {
	client := &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	answer, err := client.Get(r.server.URL + "/" + r.code)
	r.must(err)
	_ = answer.Body.Close()
	to, err := url.Parse(answer.Header.Get("Location"))
	r.must(err)
	call := r.server.URL + "/postback/" + r.token + "?transaction_id=" + to.Query().Get("sid") + "&amount=10.00&payout=2.00&order_id=" + r.next("order")
	answer, err = client.Get(call)
	r.must(err)
	_, _ = io.Copy(io.Discard, answer.Body)
	_ = answer.Body.Close()
}

// restore brings the relay back from the newest copy, as its operator does.
func (r *rig) restore(ctx context.Context) {
	if r.copy == "" {
		return
	}
	r.stop()
	for _, suffix := range []string{"-wal", "-shm"} {
		_ = os.Remove(r.path() + suffix)
	}
	content, err := os.ReadFile(r.copy)
	r.must(err)
	r.must(os.WriteFile(r.path(), content, 0o600))
	after, err := clickfile.After(filepath.Join(r.dir, "clicks"))
	r.must(err)
	db, err := sqlitestore.Open(ctx, r.path())
	r.must(err)
	_, err = relay.Registry{Store: db, Clock: r.clock, URLs: practice.Policy}.Restored(ctx, 0, after)
	r.must(errors.Join(err, db.Close()))
	r.start()
}

// TestDevicesConverge: whatever happens to the network and to the relay, three
// devices end with the same log without a hole, the same tables and the same
// chain, and no entry of theirs is lost.
func TestDevicesConverge(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		r := newRig(t, rt)
		names := []string{"sync", "sync", "sync", "sync", "rename", "payee", "receipt", "receipt", "claim", "sale", "away", "copy", "restore"}
		for range rapid.IntRange(10, 40).Draw(rt, "length") {
			d := rapid.SampledFrom(r.all).Draw(rt, "device")
			r.clock.Advance(time.Minute)
			r.steps(d)[rapid.SampledFrom(names).Draw(rt, "step")]()
		}
		r.settle()
	})
}

// settle brings everybody online and compares.
func (r *rig) settle() {
	ctx := context.Background()
	for _, d := range r.all {
		d.away, d.twice, d.lossy = false, false, 0
	}
	for round := range 4 {
		for _, d := range r.all {
			if err := d.syncer.Exchange(ctx); err != nil && (round == 3 || !expectedTrouble(err)) {
				r.Fatalf("round %d: %v", round, err)
			}
		}
	}
	first := r.all[0]
	entries, err := first.store.Entries(ctx, 0, 100_000)
	r.must(err)
	ids := map[string]int64{}
	for i, e := range entries {
		if e.Seq != int64(i+1) || ids[e.ID] != 0 {
			r.Fatalf("entry %d (%s) stands at %d", i+1, e.ID, e.Seq)
		}
		ids[e.ID] = e.Seq
	}
	for i, d := range r.all {
		for _, id := range d.written {
			if ids[id] == 0 {
				r.Errorf("an entry of device %d is lost: %s", i, id)
			}
		}
		if n, err := d.store.Pending(ctx); n != 0 || err != nil {
			r.Errorf("device %d still has %d entries to send: %v", i, n, err)
		}
		r.must(d.store.Prove(ctx))
		if diff := cmp.Diff(first.dump(), d.dump()); diff != "" {
			r.Fatalf("device %d differs from the first: %s", i, diff)
		}
	}
	x, errX := first.store.Head(ctx)
	y, errY := r.all[2].store.Head(ctx)
	if errors.Join(errX, errY) != nil || x != y {
		r.Errorf("chains end in %q and %q", x, y)
	}
}
