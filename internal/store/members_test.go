package store_test

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"linkledger/internal/affiliate"
	"linkledger/internal/sqlitex"
	"linkledger/internal/store"
)

// programme fills a database with members, five links for each, and a year of
// sales.
func programme(t testing.TB, s *store.Store, members, sales int) {
	t.Helper()
	year(t, s, sales)
	db, err := sqlitex.Open(context.Background(), s.Path(), sqlitex.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	n := fmt.Sprintf(`WITH RECURSIVE n (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < %d) `, members-1)
	for _, statement := range []string{
		`INSERT INTO member_group (id, name, seq) VALUES ('g0', 'Weavers', 1), ('g1', 'Knitters', 1), ('g2', 'Zürich', 1)`,
		n + `INSERT INTO member (id, name, status, fields, seq) SELECT 'm' || i, name, status, json_object('name', name, 'email', printf('person%d@member%d.example', i, i),
				'instagram', printf('ig.%d', i), 'tiktok', '', 'youtube', '', 'handle', '', 'group_id', 'g' || (i % 3), 'tags', json_array('tag' || (i % 17)),
				'note', '', 'promo_codes', json_array('CODE' || i), 'cj_pids', json_array(), 'payee', '', 'status', status, 'test', json('false'), 'removed', json('false'),
				'created_at', '2026-01-01T00:00:00Z'), 1
			FROM (SELECT i, iif(i % 20 = 3, 'paused', iif(i % 20 = 7, 'archived', 'active')) AS status,
				CASE i % 4 WHEN 0 THEN 'Zoë Krüger' WHEN 1 THEN 'Łukasz Nowak' WHEN 2 THEN 'Maya Lindqvist' ELSE 'Ömer Çelik' END || ' ' || i AS name FROM n)`,
		fmt.Sprintf(`WITH RECURSIVE n (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < %d) `, members*5-1) +
			`INSERT INTO link (id, number, code, offer_id, member_id, status, test, created_at, page, slug, aliases, seq)
			SELECT 'l' || i, i + 1, 'code' || i, 'o' || (i % 5), 'm' || (i / 5), 'active', i % 50 = 9, '2026-01-01T00:00:00Z', '', '', '[]', 1 FROM n`,
		`INSERT INTO link_total (number, gross, unique_count, rejected) SELECT number, number % 400, number % 300, number % 7 FROM link`,
		`INSERT INTO link_day (number, day, gross, unique_count) SELECT number, '2026-11-20', gross, unique_count FROM link_total`,
		`INSERT INTO link_day_rejected (number, day, reason, clicks) SELECT number, '2026-11-20', 'robot', rejected FROM link_total`,
	} {
		if _, err := db.Write.ExecContext(context.Background(), statement); err != nil {
			t.Fatalf("%v: %.80s", err, statement)
		}
	}
}

// searches are what people ask of a list while they type, and by its columns.
func searches() []store.MemberQuery {
	group := affiliate.GroupID("g1")
	active := []string{affiliate.Active, affiliate.Paused}
	list := []store.MemberQuery{{Group: &group}, {Tag: "TAG5"}, {Search: "kruger 12", Sort: store.BySales, Descending: true}, {Sort: store.ByEmail}, {Search: "code77"}, {Search: "@ig.5"}}
	for i := range len("zoe kruger 40") {
		list = append(list, store.MemberQuery{Search: "zoe kruger 40"[:i+1]})
	}
	for _, by := range []store.MemberSort{store.ByName, store.ByGroup, store.ByStatus, store.ByLinks, store.ByClicks, store.ByConversions, store.ByEarned, store.ByDue} {
		list = append(list, store.MemberQuery{Sort: by, Descending: true})
	}
	for i := range list {
		list[i].Currency, list[i].Statuses = "USD", active
	}
	return list
}

// p95 asks everything some times, each for another page. Before each round the
// log may bring something.
func p95(t testing.TB, s *store.Store, rounds int, before func(round int)) time.Duration {
	t.Helper()
	var took []time.Duration
	for round := range rounds {
		before(round)
		for _, query := range searches() {
			began := time.Now()
			if _, err := s.MemberPage(context.Background(), query, round*50, 50); err != nil {
				t.Fatal(err)
			}
			if round > 0 { // the first reads all members and their figures
				took = append(took, time.Since(began))
			}
		}
	}
	slices.Sort(took)
	return took[len(took)*95/100]
}

func BenchmarkSearchMembers(b *testing.B) {
	s, err := store.Open(context.Background(), b.TempDir()+"/bench.db")
	if err != nil {
		b.Fatal(err)
	}
	defer s.Close()
	programme(b, s, 10_000, 100_000)
	var still, syncing time.Duration
	for b.Loop() {
		still = p95(b, s, 12, func(int) {})
		syncing = p95(b, s, 12, func(round int) {
			if err := fold(b, s, entry(b, fmt.Sprint("round", round), affiliate.NounMember, fmt.Sprint("m", round), map[string]string{"note": "new"})); err != nil {
				b.Fatal(err)
			}
		})
	}
	fmt.Printf("figure members-search-p95 %.2f ms\n", still.Seconds()*1000)
	fmt.Printf("figure members-search-while-syncing-p95 %.2f ms\n", syncing.Seconds()*1000)
}

func TestMemberPage(t *testing.T) {
	s, ctx := open(t), context.Background()
	programme(t, s, 3000, 3000)
	p95(t, s, 3, func(int) {})
	for _, query := range searches() { // the benchmark tells the time; here, that no search reads the members anew
		made := testing.AllocsPerRun(1, func() {
			if _, err := s.MemberPage(ctx, query, 50, 50); err != nil {
				t.Fatal(err)
			}
		})
		if made > 1000 { // a third of one for each member; a page of 50 makes about 200
			t.Errorf("a search for %+v makes %.0f things", query, made)
		}
	}

	page, err := s.MemberPage(ctx, store.MemberQuery{Search: "ZOE kruger wEAVers tag8", Currency: "USD"}, 0, 2)
	if err != nil || page.Total < 2 || len(page.Members) != 2 {
		t.Fatalf("%d of %d, %v", len(page.Members), page.Total, err)
	}
	for _, m := range page.Members {
		if !strings.HasPrefix(m.Name, "Zoë Krüger") || m.GroupID != "g0" || m.Tags[0] != "tag8" {
			t.Errorf("found %+v", m)
		}
	}
	if next, err := s.MemberPage(ctx, store.MemberQuery{Search: "ZOE kruger wEAVers tag8", Currency: "USD"}, 1, 1); err != nil || !cmp.Equal(next.Members[0], page.Members[1]) {
		t.Errorf("the second is %+v, %v", next, err)
	}
	if none, err := s.MemberPage(ctx, store.MemberQuery{Search: "nobody", Currency: "USD"}, 10, 10); err != nil || none.Total != 0 || none.Members == nil {
		t.Errorf("nobody is %+v, %v", none, err)
	}

	// What a page says is what the sums of all links say.
	sales, err := s.SalesByLink(ctx, "", "")
	if err != nil {
		t.Fatal(err)
	}
	want := map[affiliate.MemberID]store.MemberFigures{}
	for _, v := range sales {
		if v.Currency == "USD" {
			f := want[v.Member]
			f.Conversions, f.Sale, f.Earned, f.Due = f.Conversions+v.Conversions, f.Sale+v.Sale, f.Earned+v.Earned, f.Due+v.Due
			want[v.Member] = f
		}
	}
	clicks, err := s.ClicksByLink(ctx, "", "")
	if err != nil {
		t.Fatal(err)
	}
	links, err := s.Links(ctx)
	if err != nil {
		t.Fatal(err)
	}
	for _, l := range links {
		if !l.Test {
			f, c := want[l.MemberID], clicks[l.Number]
			f.Links, f.Clicks = f.Links+1, f.Clicks+c.Gross-c.Rejected
			want[l.MemberID] = f
		}
	}
	all, err := s.MemberPage(ctx, store.MemberQuery{Currency: "USD", Sort: store.ByDue, Descending: true}, 0, 5000)
	if err != nil || all.Total != 3000 || all.Members[0].Due == 0 {
		t.Fatalf("%d, %v", all.Total, err)
	}
	for i, m := range all.Members {
		if f := want[m.ID]; f != m.MemberFigures || m.Links < 4 {
			t.Errorf("%s brought %+v, not %+v", m.ID, m.MemberFigures, f)
		}
		if i > 0 && m.Due > all.Members[i-1].Due {
			t.Errorf("%s comes after one with less", m.ID)
		}
	}
	if _, err := s.MemberPage(ctx, store.MemberQuery{Currency: "USD", Sort: "shoe size"}, 0, 1); affiliate.Code(err) != affiliate.Invalid {
		t.Errorf("sorted by shoe size: %v", err)
	}
}

// Whatever comes and goes, the members in memory are those that are kept.
func TestMembersInMemoryAreThoseKept(t *testing.T) {
	s, ctx := open(t), context.Background()
	db, err := sqlitex.Open(ctx, s.Path(), sqlitex.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	random := rand.New(rand.NewPCG(6, 1))
	var waits, log []affiliate.Entry
	edits := []map[string]any{{"name": "Ana"}, {"name": "Zoë", "tags": []string{"x", "y"}}, {"tags": []string{"z"}}, {"instagram": "ana"}, {"status": "archived"}}
	edit := func(i int) affiliate.Entry {
		fields := map[string]any{"status": "active"}
		maps.Copy(fields, edits[random.IntN(len(edits))])
		return entry(t, fmt.Sprint("e", i), affiliate.NounMember, []string{"a", "b", "c", "d"}[random.IntN(4)], fields)
	}
	place := func(e affiliate.Entry) {
		if err := fold(t, s, e); err != nil {
			t.Fatal(err)
		}
		e.Seq = int64(len(log) + 1)
		log = append(log, e)
	}
	take := func() affiliate.Entry { // out of those that wait
		i := random.IntN(len(waits))
		e := waits[i]
		waits = slices.Delete(waits, i, i+1)
		return e
	}
	counts := map[string]int{}
	for i := range 160 {
		what := []string{"edit", "edit", "foreign", "arrives", "withdrawn", "made again"}[random.IntN(6)]
		counts[what]++
		switch {
		case what == "edit" || len(waits) == 0:
			waits = append(waits, edit(i))
			enqueue(t, s, fmt.Sprint("e", i), waits[len(waits)-1])
		case what == "foreign":
			place(edit(i))
		case what == "arrives":
			place(take())
		case what == "withdrawn":
			if err := s.Withdraw(ctx, take().ID); err != nil {
				t.Fatal(err)
			}
		default: // from a log that may be shorter, and then as long as before
			tail := []affiliate.Entry{}
			for keep := random.IntN(len(log) + 1); len(log) > keep; log = log[:len(log)-1] {
				e := edit(i)
				e.ID, e.Seq = fmt.Sprint("e", i, "/", len(log)), int64(len(log))
				tail = append([]affiliate.Entry{e}, tail...)
			}
			err := s.Refold(ctx, "epoch", int64(len(log)), tail, func(tx *store.Tx, e affiliate.Entry) error {
				c, err := affiliate.ParseChange(e.Body)
				if err != nil {
					return err
				}
				return tx.Apply(ctx, c)
			})
			if err != nil {
				t.Fatal(err)
			}
			log = append(log, tail...)
		}
		got, err := s.Members(ctx)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(kept(t, db), byID(got)); diff != "" {
			t.Fatalf("step %d, %s; kept and in memory:\n%s", i, what, diff)
		}
	}
	if len(counts) != 5 {
		t.Errorf("only tried %v", counts)
	}
}

func byID(list []affiliate.Member) map[affiliate.MemberID]affiliate.Member {
	m := map[affiliate.MemberID]affiliate.Member{}
	for _, member := range list {
		m[member.ID] = member
	}
	return m
}

// kept are the members as the tables have them, with the edits that wait.
func kept(t *testing.T, db *sqlitex.DB) map[affiliate.MemberID]affiliate.Member {
	t.Helper()
	members := map[affiliate.MemberID]affiliate.Member{}
	read := func(query string, take func(id affiliate.MemberID, text []byte) error) {
		rows, err := db.Read.Query(query)
		if err != nil {
			t.Fatal(err)
		}
		defer rows.Close()
		for rows.Next() {
			var id affiliate.MemberID
			var text []byte
			if err := rows.Scan(&id, &text); err != nil {
				t.Fatal(err)
			} else if err := take(id, text); err != nil {
				t.Fatal(err)
			}
		}
	}
	read(`SELECT id, CAST(fields AS BLOB) FROM member`, func(id affiliate.MemberID, text []byte) error {
		m := affiliate.Member{ID: id, Synced: true}
		err := json.Unmarshal(text, &m)
		members[id] = m
		return err
	})
	read(`SELECT subject, body FROM outbox ORDER BY position`, func(id affiliate.MemberID, text []byte) error {
		c, err := affiliate.ParseChange(text)
		if err != nil {
			return err
		}
		m, err := affiliate.Merge(members[id], c)
		m.ID, m.Synced = id, false
		members[id] = m
		return err
	})
	return members
}
