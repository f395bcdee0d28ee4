package desktop

import (
	"cmp"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	gocmp "github.com/google/go-cmp/cmp"

	"linkledger/internal/money"
	"linkledger/internal/sandbox/scenario"
)

// plantedMonth is a month as a seed draws it: a story that CJ, the relay and the
// shop play, the shop's files of it, and the bucket that each order belongs in.
type plantedMonth struct {
	*rand.Rand
	story, late strings.Builder // what happens, and what after CJ has locked
	file, other strings.Builder // the shop's orders, and those of a shop that numbers alike
	want        map[string]string
	n           int
}

// plantedOrder is one order in the making.
type plantedOrder struct {
	*plantedMonth
	id     string
	amount money.Amount
}

func (o plantedOrder) happens(sentence string, args ...any) {
	fmt.Fprintf(&o.story, "  %s\n", fmt.Sprintf(strings.ReplaceAll(sentence, "ID", o.id), args...))
}

func (o plantedOrder) bought(words string) {
	o.happens("someone buys ID for %s through %s", o.amount.Text(), words)
}

// listed writes the order into the shop's file, some minor units dearer, with a
// refund.
func (o plantedOrder) listed(number string, more, refund int64) {
	o.amount.Minor += more
	fmt.Fprintf(&o.file, "%s,DAY,%s,%s,\n", number, o.amount.Text(), money.New(refund, o.amount.Currency).Text())
}

const ana = "ana's link"

// monthKinds are what happens to orders, by the bucket that each comes into.
var monthKinds = map[string][]func(o plantedOrder){
	"matched": {
		func(o plantedOrder) { o.bought(ana); o.listed(o.id, 0, 0) },
		func(o plantedOrder) { o.bought(ana); o.listed("#"+o.id, 0, 0) },
		func(o plantedOrder) {
			o.bought(ana)
			o.happens("1.00 of ID comes back")
			o.listed(o.id, 0, 100)
		},
		func(o plantedOrder) { o.bought(ana); o.happens("all of ID comes back") }, // and is gone from the file
		func(o plantedOrder) { // another shop has an order of that number
			o.bought(ana)
			o.listed(o.id, 0, 0)
			fmt.Fprintf(&o.other, "%s,DAY,%s,,\n", o.id, o.amount.Text())
			o.want[o.id+" of outlet.example"] = "shop_only"
		},
	},
	"cj_only": {
		func(o plantedOrder) { o.bought(ana) },
		func(o plantedOrder) { o.happens("CJ books ID for %s through ana's link", o.amount.Text()) },
		func(o plantedOrder) { // only the other shop has an order of that number
			o.bought(ana)
			fmt.Fprintf(&o.other, "%s,DAY,%s,,\n", o.id, o.amount.Text())
			o.want[o.id+" of outlet.example"] = "shop_only"
		},
		func(o plantedOrder) { // which the shop has once, by the first number
			o.want[o.id+"0"] = "matched"
			o.happens("someone buys ID0 for %s through ana's link", o.amount.Text())
			o.happens("the shop reports ID0 again as ID")
			o.listed(o.id+"0", 0, 0)
		},
	},
	"postback_only": {
		func(o plantedOrder) { // a postback tells no order number
			delete(o.want, o.id)
			o.want["a postback of "+o.amount.Text()] = "postback_only"
			o.happens("CJ reports ID for %s through ana's link, and books nothing", o.amount.Text())
		},
		func(o plantedOrder) {
			o.happens("CJ reports ID for %s through ana's link, and books nothing", o.amount.Text())
			o.listed(o.id, 0, 0)
		},
	},
	"shop_only": {
		func(o plantedOrder) { o.bought("no link"); o.listed(o.id, 0, 0) },
		func(o plantedOrder) { o.bought(ana + ", not reported"); o.listed(o.id, 0, 0) },
	},
	"amount": {
		func(o plantedOrder) { o.bought(ana); o.listed(o.id, 1, 0) },
		func(o plantedOrder) { o.bought(ana + ", reported as 1.00"); o.listed(o.id, 0, 0) },
		func(o plantedOrder) { o.bought(ana); o.listed(o.id, 0, 250) },
	},
	"duplicate": {func(o plantedOrder) { o.bought(ana); o.listed(o.id, 0, 0); o.listed("#"+o.id, 0, 0) }},
	"reversed_late": {func(o plantedOrder) {
		o.bought(ana)
		o.listed(o.id, 0, 0)
		fmt.Fprintf(&o.late, "  CJ takes 1.50 of %s back by hand\n", o.id)
	}},
	"test": {func(o plantedOrder) { o.bought("the test link"); o.listed(o.id, 0, 0) }},
}

func drawPlantedMonth(seed uint64) *plantedMonth {
	m := &plantedMonth{Rand: rand.New(rand.NewPCG(seed, 3)), want: map[string]string{}, n: 3000}
	add := func(bucket string, kind func(plantedOrder)) {
		m.n++
		o := plantedOrder{m, fmt.Sprintf("PL-%d", m.n), money.New(5_00+m.Int64N(300_00), "USD")}
		m.want[o.id] = bucket
		kind(o)
	}
	for _, bucket := range bucketWords {
		for _, kind := range monthKinds[string(bucket.key)] {
			add(string(bucket.key), kind)
		}
		kinds := monthKinds[string(bucket.key)]
		for range m.IntN(3) {
			add(string(bucket.key), kinds[m.IntN(len(kinds))])
		}
	}
	return m
}

// A month with planted differences, through everything that is real: bought at
// the shop by clicks at the relay, booked, corrected and posted back by CJ over
// HTTP, pulled, folded, and read in from the shop's files. Every difference is
// found, and no other.
func TestReconciliationFindsAPlantedMonth(t *testing.T) {
	for seed := range uint64(2) {
		m := drawPlantedMonth(seed)
		a := openApp(t, t.TempDir())
		offer, member, link := sale(t, a)
		test := linksOf(t, a, offer.Row.ID, true, member.ID)[0]
		must(t, a.Sync(t.Context()))
		world := got(a.World())(t)
		first := world.Sandbox.Orders()[0]
		m.want[first.ID] = "matched"
		fmt.Fprintf(&m.file, "%s,DAY,%s,,\n", first.ID, first.Amount.Text())

		text := "Planted\nA month.\n\nday 2 10:00" + m.story.String() + "on lock day  CJ locks what is due\n1 day later" + m.late.String()
		story := got(scenario.Parse("planted", text))(t)
		must(t, world.PlayStory(t.Context(), story, map[string]string{"ana": link.URL, "test": test.URL}))
		must(t, world.FlushClicks(t.Context()))
		must(t, a.Sync(t.Context()))

		days := map[string]time.Time{}
		for _, o := range world.Sandbox.Orders() {
			days[o.ID] = o.Time
		}
		path := filepath.Join(t.TempDir(), "orders.csv")
		a.options.OpenTable = func() (string, error) { return path, nil }
		for _, file := range [][2]string{{"", m.file.String()}, {"outlet.example", m.other.String()}} {
			lines := strings.ReplaceAll(file[1], ",DAY,", ","+days["PL-3001"].Format(time.DateOnly)+",")
			must(t, os.WriteFile(path, []byte(shopHead+lines), 0o600))
			table := got(a.Reconciliation.OpenOrders())(t)
			shop := cmp.Or(file[0], table.Shops[0]) // where the offer leads
			read := got(a.Reconciliation.ImportOrders(TableForm{ID: table.ID, Mapping: table.Mapping, DayForm: table.DayForm, Currency: "USD", Shop: shop}))(t)
			if read.LeftOut != 0 {
				t.Errorf("seed %d: %+v", seed, read)
			}
		}
		must(t, a.Sync(t.Context()))
		found := map[string]string{}
		for _, c := range got(a.Reconciliation.Cases(CaseFilter{RunID: reconciled(t, a).ID, Limit: 1000}))(t).Rows {
			id := strings.TrimPrefix(c.OrderID, "#")
			if strings.HasSuffix(c.Shop.ID, "outlet.example") {
				id += " of outlet.example"
			}
			if id == "" {
				id = "a postback of " + c.Postback.Amount.Text
			}
			if before, twice := found[id]; twice {
				t.Errorf("seed %d: %s is %s and %s", seed, id, before, c.Bucket)
			}
			found[id] = c.Bucket
		}
		if !maps.Equal(found, m.want) {
			t.Errorf("seed %d: %s", seed, gocmp.Diff(m.want, found))
		}
	}
}
