// Package year makes a ledger of CJ for a year: as many sales as wanted, with
// corrections, every locking method and a life by the clock. It is made from a
// seed, takes some forty bytes a row, and turns them into rows when asked.
//
// It must not know who asks, or what else is in CJ's ledger.
package year

import (
	"cmp"
	"errors"
	"math/rand/v2"
	"slices"
	"strconv"
	"time"

	"linkledger/internal/money"
	"linkledger/internal/sandbox/commission"
)

// Config is what a year is made from: the same one makes the same ledger.
type Config struct {
	Seed     uint64
	Orders   int       // sales; corrections and bonuses come on top
	From, To time.Time // the sales are from From up to, without, To
	// SID is the tracking value of the nth sale, counted from 0. It is asked
	// whenever the sale's rows are, and must always say the same.
	SID      func(sale int) string
	PID      string
	Products []Product
	// Trackers are the advertiser's actions, the first being the usual one.
	Trackers []commission.Tracker
	Bonus    commission.Tracker
}

// Product is what the sales are of.
type Product struct {
	AID, SKU string
	Price    money.Amount
	Rate     string // per cent
}

// correctedPerMille is how many of 1000 sales are corrected.
const correctedPerMille = 80

// The first ids, which are below those of any other row.
const (
	firstCommission = 1_000_000_001
	firstAction     = 800_000_001
)

// Ledger is a generated year. It never changes: what its rows say depends on
// the time for which they are asked.
type Ledger struct {
	config   Config
	sales    []sale
	rows     []row // in the order of their posting, and so of their ids
	payments []Payment
}

// sale is what the rows of one action have in common. Times are Unix seconds.
type sale struct {
	event, click      int64
	extended          int64 // when it was put off; 0 for never
	decided           int64 // when the advertiser accepted or declined; 0 for never
	locking, putOff   int64 // the locking date before and after it was extended
	product, tracker  uint8
	quantity, country uint8
	simple, declined  bool
}

// row is one row of the ledger.
type row struct {
	posting, locked, closed    int64
	sale                       int32 // -1 for a bonus
	amount, commission, reduce int32 // minor units; reduce is the order's discount
	kind                       kind
	reason                     uint8
}

type kind uint8

const (
	original kind = iota
	reversal
	restated
	part
	byHand // after locking
	bonus
)

// Generate makes a year.
func Generate(c Config) (*Ledger, error) {
	if c.Orders < 1 || c.Orders > 5_000_000 || !c.From.Before(c.To) || c.SID == nil || len(c.Products) == 0 || len(c.Trackers) == 0 {
		return nil, errors.New("a year needs 1 to 5,000,000 orders, a start before its end, products, trackers and a function for the sids")
	}
	l := &Ledger{config: c}
	for n := range c.Orders {
		g := generator{config: &l.config, dice: rand.New(rand.NewPCG(c.Seed, uint64(n)))}
		rows, err := g.sell(int32(n))
		if err != nil {
			return nil, err
		}
		l.sales, l.rows = append(l.sales, g.sale), append(l.rows, rows...)
	}
	slices.SortStableFunc(l.rows, func(a, b row) int { return cmp.Compare(a.posting, b.posting) })
	l.pay()
	return l, nil
}

// Posted are how many rows have been posted by a time.
func (l *Ledger) Posted(by time.Time) int { return l.search(by.Unix() + 1) }

// Between are the indices of the rows posted from since up to before.
func (l *Ledger) Between(since, before time.Time) (from, to int) {
	return l.search(ceil(since)), l.search(ceil(before))
}

// ceil is the first whole second that isn't before t.
func ceil(t time.Time) int64 {
	if t.Nanosecond() > 0 {
		return t.Unix() + 1
	}
	return t.Unix()
}

// search is the index of the first row posted at a second or later.
func (l *Ledger) search(second int64) int {
	i, _ := slices.BinarySearchFunc(l.rows, second, func(r row, at int64) int { return cmp.Compare(r.posting, at) })
	return i
}

// After is the index of the first row whose id is above the given one.
func (l *Ledger) After(commissionID string) int {
	id, err := strconv.ParseInt(commissionID, 10, 64)
	if err != nil { // too large for any row here
		return len(l.rows)
	}
	return int(min(max(id-firstCommission+1, 0), int64(len(l.rows))))
}

// Index is where a row is; false if there is none of that id.
func (l *Ledger) Index(commissionID string) (int, bool) {
	id, err := strconv.ParseInt(commissionID, 10, 64)
	i := id - firstCommission
	return int(i), err == nil && i >= 0 && i < int64(len(l.rows)) && strconv.FormatInt(id, 10) == commissionID
}
