package sequences_test

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	"linkledger/internal/affiliate"
	"linkledger/internal/ingest"
	"linkledger/internal/ledger"
	"linkledger/internal/relayapi"
)

// everywhere folds the same log in one go, in pages, on another device and a
// second time, which comes to the same rows and the same hash; and, where the
// log's order decides nothing, the same facts in another order.
func (p *programme) everywhere() error {
	ctx := context.Background()
	want, head := p.a.dump(), p.a.head()
	p.log.page = pick(p, 1, 2, 3, 5, 8)
	p.b.sync()
	p.log.page = 0
	if err := p.b.same("the second device", want, head); err != nil {
		return err
	}
	whole := p.shop.device(p.log)
	defer whole.drop()
	whole.sync()
	if err := whole.same("one go", want, head); err != nil {
		return err
	}
	must(whole.syncer.Store.Refold(ctx, "epoch", int64(len(p.log.entries)), nil,
		func(tx ingest.Tx, e affiliate.Entry) error { return whole.syncer.Fold.Entry(ctx, tx, e) }))
	if err := whole.same("a second fold", want, head); err != nil {
		return err
	}
	if p.factual {
		return p.shuffled()
	}
	return nil
}

func (d *device) head() string {
	head, err := d.store.Head(context.Background())
	must(err)
	return head
}

func (d *device) same(how, want, head string) error {
	if got := d.head(); got != head {
		return failf("%s: the chain ends in %q, not in %q", how, got, head)
	}
	got := d.dump()
	if got == want {
		return nil
	}
	a, b := strings.Split(want, "\n"), strings.Split(got, "\n")
	for i := range max(len(a), len(b)) {
		if i >= len(a) || i >= len(b) || a[i] != b[i] {
			return failf("%s differs:\n%s\n--- from\n%s", how, strings.Join(b[min(i, len(b)):min(i+1, len(b))], ""), strings.Join(a[min(i, len(a)):min(i+1, len(a))], ""))
		}
	}
	return nil
}

// dump is everything that the fold has made, as text.
func (d *device) dump() string {
	ctx := context.Background()
	tables, err := d.rows().QueryContext(ctx, `SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'
		AND name NOT IN ('meta', 'outbox', 'outbox_public', 'link_block', 'goose_db_version', 'entry') ORDER BY name`)
	must(err)
	var names []string
	for tables.Next() {
		var name string
		must(tables.Scan(&name))
		names = append(names, name)
	}
	must(tables.Close())
	var b strings.Builder
	for _, name := range names {
		rows, err := d.rows().QueryContext(ctx, `SELECT * FROM "`+name+`"`)
		must(err)
		columns, err := rows.Columns()
		must(err)
		values, into := make([]any, len(columns)), make([]any, len(columns))
		for i := range values {
			into[i] = &values[i]
		}
		for rows.Next() {
			must(rows.Scan(into...))
			fmt.Fprintln(&b, name, values)
		}
		must(rows.Close())
	}
	return b.String()
}

// shuffled folds the same facts as they could have come, too: what is about one
// thing keeps its order, and else anything may come before anything.
func (p *programme) shuffled() error {
	d := p.shop.device(p.mixed())
	defer d.drop()
	d.sync()
	was, is := p.a.books(), d.books()
	want, got := was.totals(), is.totals()
	for _, side := range []by[string]{want, got} {
		for account := range side {
			if want[account].String() != got[account].String() {
				return failf("with its facts in another order, %s is %v instead of %v; costs by cause were %v and are %v", account, got[account], want[account],
					was.net(ledger.MemberCosts), is.net(ledger.MemberCosts))
			}
		}
	}
	return nil
}

// totals are the balances, posted and pending together. Whether a member owes
// something back or is owed less depends on what was there when it was posted;
// what it comes to does not.
func (b books) totals() by[string] {
	all := by[string]{}
	for _, a := range b.balances {
		account := string(a.Account)
		if member, of := strings.CutSuffix(account, ":recover"); of {
			account = member + ":payable"
		}
		all.add(account, a.Currency, a.Debit().Minor+a.DebitsPending-a.CreditsPending)
	}
	return all
}

// mixed are the log's entries in a drawn order that keeps the programme's
// beginning, and the order of those about one thing.
func (p *programme) mixed() *memoryLog {
	mixed := &memoryLog{key: p.log.key, clicks: p.log.clicks}
	for i := range p.begun {
		mixed.append("", p.log.entries[i])
	}
	rest := p.log.entries[p.begun:]
	order, places, about := p.Perm(len(rest)), map[string][]int{}, map[string][]int{}
	for i := range rest {
		thing := p.thing(p.begun + i)
		places[thing], about[thing] = append(places[thing], order[i]), append(about[thing], i)
	}
	entries := make([]relayapi.Entry, len(rest))
	for thing, free := range places {
		slices.Sort(free)
		for i, e := range about[thing] {
			entries[free[i]] = rest[e]
		}
	}
	for _, e := range entries {
		mixed.append("", e)
	}
	return mixed
}

// thing is what the entry at an index is about. CJ's rows of a sale that nobody
// else tells of may come in any order.
func (p *programme) thing(index int) string {
	thing := p.log.things[index]
	sale, row, isRow := strings.Cut(thing, rowThing)
	together, bound := p.rivals.of(sale), false
	for one := range together {
		bound = bound || p.bound[one]
	}
	switch {
	case isRow && !bound:
		return "row " + row
	case isRow || len(together) > 1:
		return slices.Min(slices.Collect(maps.Keys(together)))
	}
	if thing == "" {
		return fmt.Sprint("entry ", index)
	}
	return thing
}
