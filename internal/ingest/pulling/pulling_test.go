package pulling_test

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"math/rand/v2"
	"net/http/httptest"
	"os"
	"strings"
	"testing"
	"time"

	"linkledger/internal/affiliate"
	"linkledger/internal/clock"
	"linkledger/internal/ingest"
	"linkledger/internal/relayapi"
)

var (
	sales = flag.Int("pulling.sales", 2000, "how many sales the year has")
	seed  = flag.Uint64("pulling.seed", 2026, "what the year, the faults and the stops are drawn from")
)

const (
	faultsOfThousand = 50 // answers
	members          = 6
)

var end = time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)

// world is CJ's ledger of a year and the programme whose sales it has.
type world struct {
	t     testing.TB
	rows  []posting
	limit int
	key   relayapi.Key
	keys  affiliate.ClickKeys
	zone  *time.Location
}

func newWorld(t testing.TB, n int) *world {
	t.Helper()
	w := &world{t: t, limit: max(10, n/100), key: relayapi.NewKey(), keys: affiliate.ClickKeys{[]byte("0123456789abcdef0123456789abcdef")}}
	var err error
	if w.zone, err = time.LoadLocation("Europe/Berlin"); err != nil {
		t.Fatal(err)
	}
	nonce := uint64(0)
	w.rows = drawYear(*seed, n, end, func(link int64, at time.Time) string {
		nonce++
		id, err := w.keys.Mint(affiliate.ClickParts{Time: at, Link: link, Nonce: nonce})
		must(err)
		return string(id)
	})
	return w
}

// patience is the client's with a slow answer; large pages take a while.
func (w *world) patience() time.Duration {
	return 500*time.Millisecond + time.Duration(w.limit)*time.Millisecond
}

// reading is one device that reads the ledger, from an empty database on.
type reading struct {
	*device
	cj   *ledgerAtCJ
	dice *rand.Rand
}

// reading makes a device; spoiled, nothing that can go wrong around it goes well.
func (w *world) reading(now time.Time, spoiled bool) *reading {
	w.t.Helper()
	by := clock.NewFake(now)
	r := &reading{dice: rand.New(rand.NewPCG(*seed, 2)),
		cj: &ledgerAtCJ{clock: by, rows: w.rows, limit: w.limit, met: map[string]int{}, dice: rand.New(rand.NewPCG(*seed, 3))}}
	server := httptest.NewServer(r.cj)
	w.t.Cleanup(server.Close)
	log := newLog(w.key)
	w.programme(log)
	r.device = &device{t: w.t, dir: w.t.TempDir(), log: log, clock: by, keys: w.keys, zone: w.zone, account: newClient(w.t, server.URL, by, w.patience())}
	if spoiled {
		r.cj.faulty = faultsOfThousand
		r.dies = nowAndThen(r.dice, 60)
		log.trouble = func() error {
			if r.dice.IntN(40) == 0 {
				return relayapi.ErrUnreachable
			}
			return nil
		}
	}
	r.start()
	return r
}

func (w *world) programme(log *memoryLog) {
	const offer = affiliate.OfferID("offeraaaaaaaaaaa")
	at := end.AddDate(-1, 0, 0)
	log.change(affiliate.NounSetting, affiliate.SettingWorkspace, at, affiliate.Workspace{Name: "Brand", Currency: "USD"})
	log.change(affiliate.NounOffer, string(offer), at, affiliate.Offer{Name: "Offer", Status: affiliate.Active, RuleID: "rulerulerulerule"})
	log.change(affiliate.NounRule, "rulerulerulerule", at, affiliate.Rule{Level: affiliate.LevelOffer, OfferID: offer, Option: affiliate.PayoutPercent, Percent: "7"})
	for n := range int64(members) {
		member := affiliate.MemberID(fmt.Sprintf("member%d", n+1))
		log.change(affiliate.NounMember, string(member), at, affiliate.Member{Name: string(member), Status: affiliate.Active})
		log.change(affiliate.NounLink, fmt.Sprintf("link%d", n+1), at, affiliate.Link{Number: n + 1, Code: fmt.Sprintf("own%d", n+1), OfferID: offer,
			MemberID: member, Status: affiliate.Active})
	}
}

// clean reads the whole ledger at once, with nothing going wrong.
func (r *reading) clean() {
	r.t.Helper()
	if err := r.syncer.Sync(context.Background()); err != nil {
		r.t.Fatal(err)
	}
}

// struggle reads the ledger though the reading is stopped and the program dies
// now and then, until a reading comes to its end. Between two it calls next,
// which reports whether there is more to come.
func (r *reading) struggle(next func() bool) (tries, deaths int) {
	r.t.Helper()
	for more := true; more; {
		if tries++; tries > 5000 {
			r.t.Fatalf("it comes to no end: %v", r.cj.met)
		}
		ctx, stop := context.WithCancel(context.Background())
		r.cj.stopAfter(1+r.dice.IntN(60), stop)
		err := r.syncer.Sync(ctx)
		stop()
		if r.store.dead {
			deaths++
			r.end()
			r.start()
		} else if err != nil && !expected(err) {
			r.t.Fatal(err)
		}
		more = err != nil || next()
	}
	return tries, deaths
}

// expected reports whether an error is one of those that were planted.
func expected(err error) bool {
	var o *ingest.Outcome
	return errors.As(err, &o) && (errors.Is(err, relayapi.ErrUnreachable) || errors.Is(err, context.Canceled) || errors.Is(err, errDied) ||
		strings.Contains(err.Error(), "CJ"))
}

// TestFaultsAndStopsChangeNothing: what the year comes to is the same to the
// last row of the last table, the hash chain of the ledger included.
func TestFaultsAndStopsChangeNothing(t *testing.T) {
	w := newWorld(t, *sales)
	clean := w.reading(end, false)
	clean.clean()
	spoiled := w.reading(end, true)
	tries, deaths := spoiled.struggle(func() bool { return false })
	spoiled.settled()
	t.Logf("seed %d: %d rows, %d tries, %d deaths, faults %v", *seed, len(w.rows), tries, deaths, spoiled.cj.met)
	if err := sameBooks(clean.device, spoiled.device, everything); err != nil {
		t.Errorf("replay with -pulling.sales=%d -pulling.seed=%d:\n%v", *sales, *seed, err)
	}
	if rows, want := len(clean.table(standing, "cj_commission")), visible(w.rows, end); rows != want {
		t.Errorf("%d of CJ's rows are kept, it has %d", rows, want)
	}
	if tries < 3 || deaths == 0 || len(spoiled.cj.met) < 2 {
		t.Errorf("too little went wrong: %d tries, %d deaths, %v", tries, deaths, spoiled.cj.met)
	}
}

// TestMovesWhileItRuns: statuses move and rows are posted while the year is
// read, and what stands in the end is what a clean reading finds then.
func TestMovesWhileItRuns(t *testing.T) {
	n := max(200, *sales/10)
	w := newWorld(t, n)
	begin := end.AddDate(0, -3, 0)
	spoiled := w.reading(begin, true)
	by := spoiled.cj.clock
	tries, deaths := spoiled.struggle(func() bool {
		if !by.Now().Before(end) {
			return false
		}
		by.Advance(min(time.Duration(1+spoiled.dice.IntN(60*24))*time.Hour/10, end.Sub(by.Now())))
		return true
	})
	spoiled.settled()
	clean := w.reading(end, false)
	clean.clean()
	t.Logf("seed %d: %d rows, %d tries, %d deaths, faults %v", *seed, len(w.rows), tries, deaths, spoiled.cj.met)
	if err := sameBooks(clean.device, spoiled.device, standing); err != nil {
		t.Errorf("replay with -pulling.sales=%d -pulling.seed=%d:\n%v", *sales, *seed, err)
	}
}

// settled reads once more in peace, which must change nothing that a stop left
// for later.
func (r *reading) settled() {
	r.t.Helper()
	r.cj.mend()
	r.log.trouble, r.store.dies = nil, nil
	before := len(r.log.entries)
	r.clean()
	if more := len(r.log.entries) - before; more != 0 {
		r.t.Errorf("a reading that came to its end had missed %d rows", more)
	}
}

func visible(rows []posting, now time.Time) (n int) {
	for _, p := range rows {
		if !p.row.PostingDate.After(now) {
			n++
		}
	}
	return n
}

func TestMain(m *testing.M) {
	flag.Parse()
	os.Exit(m.Run())
}
