package relay

import (
	"cmp"
	"encoding/binary"
	"fmt"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	"pgregory.net/rapid"

	"linkledger/internal/relayapi"
)

func offersOf(workspaces, each int) (all []*offer) {
	for w := range workspaces {
		owner := &workspace{Workspace: Workspace{ID: fmt.Sprintf("workspace%07d", w)}}
		for o := range each {
			all = append(all, &offer{workspace: owner, id: fmt.Sprintf("offer%d", o)})
		}
	}
	return all
}

// codeOf is a different code, as blocks give them out, for each number.
func codeOf(n int) string {
	code := make([]byte, codeLength)
	for i, v := 0, uint64(n)*0x9E3779B97F4A7C15>>18; i < codeLength; i++ {
		code[i], v = base58[v%uint64(len(base58))], v/uint64(len(base58))
	}
	return string(code)
}

// TestLinkTableIsAMap compares the table with a plain map, whatever is put.
func TestLinkTableIsAMap(t *testing.T) {
	offers := offersOf(3, 4)
	rapid.Check(t, func(t *rapid.T) {
		type key struct {
			workspace string
			number    int64
		}
		table, byCode, byNumber := newLinkTable(), map[string]link{}, map[key]link{}
		codes, slugs := map[key]string{}, map[string]bool{}
		for range rapid.IntRange(0, 60).Draw(t, "links") {
			o := rapid.SampledFrom(offers).Draw(t, "offer")
			k := key{o.workspace.ID, rapid.OneOf(rapid.Int64Range(1, 20), rapid.Int64Range(1, 1<<40-1)).Draw(t, "number")}
			paused := rapid.Bool().Draw(t, "paused")
			l, known := byNumber[k]
			code := codes[k]
			if !known {
				code = rapid.OneOf(rapid.StringMatching(`[1-9A-HJ-NP-Za-km-z]{8}`), rapid.StringMatching(`[a-zA-Z0-9_-]{1,64}`)).Draw(t, "code")
				if _, taken := byCode[code]; taken {
					continue
				}
				l = link{offer: o, number: k.number, member: rapid.StringMatching(`[a-z]{1,64}`).Draw(t, "member")}
			}
			l.paused, l.test = paused, l.test || rapid.Bool().Draw(t, "test")
			slug := rapid.OneOf(rapid.Just(""), rapid.StringMatching(`[a-z2-9]{8}|[a-z]{3}`)).Draw(t, "slug")
			if had, taken := byCode[slug]; taken && had.number != l.number || slug == code {
				slug = ""
			}
			page := rapid.SampledFrom([]string{"", "https://shop.example/a"}).Draw(t, "page")
			l.own = nil
			if slug != "" || page != "" {
				l.own = &ownLink{slug: slug, page: page}
			}
			for other, had := range byCode { // a slug stays its link's
				if had.number == l.number && had.offer.workspace == l.offer.workspace {
					byCode[other] = l
				}
			}
			if slug != "" {
				byCode[slug], slugs[slug] = l, true
			}
			byCode[code], byNumber[k], codes[k] = l, l, code
			status := relayapi.PublicLinkStatusActive
			if paused {
				status = relayapi.PublicLinkStatusPaused
			}
			table.put(l.offer, relayapi.PublicLink{Number: k.number, Code: code, MemberID: l.member, Status: status, Slug: &slug, Page: &page, Test: l.test})
		}
		same := func(a, b link) bool {
			ownA, ownB := cmp.Or(a.own, &ownLink{}), cmp.Or(b.own, &ownLink{})
			a.own, b.own = nil, nil
			return a == b && ownA.slug == ownB.slug && ownA.page == ownB.page
		}
		for code, want := range byCode {
			if got, ok := table.find(code); !ok || !same(got, want) {
				t.Fatalf("%s: %+v, want %+v", code, got, want)
			}
			for _, other := range []string{code + "x", code[1:], strings.ToUpper(code), ""} {
				want, there := byCode[other]
				if slug, capital := strings.ToLower(other), other != strings.ToLower(other); capital && !there && slugs[slug] {
					want, there = byCode[slug], true
				}
				if got, ok := table.find(other); ok != there || !same(got, want) {
					t.Fatalf("%q: %+v, want %+v", other, got, want)
				}
			}
		}
		for k, want := range byNumber {
			if got, ok := table.findNumber(k.workspace, k.number); !ok || !same(got, want) || table.codeOf(k.workspace, k.number) != codes[k] {
				t.Fatalf("%v: %+v, want %+v", k, got, want)
			}
			if _, ok := table.findNumber("another", k.number); ok {
				t.Fatalf("%v is found in another workspace", k)
			}
		}
	})
}

// TestLinksAreFoundWhileOthersArePut: what was there is found at any moment,
// while the table grows past several sizes.
func TestLinksAreFoundWhileOthersArePut(t *testing.T) {
	const links = 5_000
	table, offers := newLinkTable(), offersOf(2, 2)
	put := func(n int, status relayapi.PublicLinkStatus) {
		l := relayapi.PublicLink{Number: int64(n), Code: codeOf(n), MemberID: fmt.Sprint("m", n%100), Status: status}
		if n%3 == 1 {
			slug, page := fmt.Sprint("slug-", n), fmt.Sprint("https://shop.example/", n)
			l.Slug, l.Page = &slug, &page
		}
		table.put(offers[n%len(offers)], l)
	}
	put(1, relayapi.PublicLinkStatusActive)
	var readers sync.WaitGroup
	stop := make(chan struct{})
	for range 2 {
		readers.Go(func() {
			for {
				select {
				case <-stop:
					return
				default:
				}
				byCode, ok := table.find(codeOf(1))
				byNumber, okToo := table.findNumber(offers[1].workspace.ID, 1)
				bySlug, okSlug := table.find("slug-1")
				if !ok || !okToo || !okSlug || byCode.number != 1 || byNumber.member != "m1" || bySlug.own.page != "https://shop.example/1" {
					t.Errorf("%+v %v, %+v %v, %+v %v", byCode, ok, byNumber, okToo, bySlug, okSlug)
					return
				}
			}
		})
	}
	for n := 2; n <= links; n++ {
		put(n, relayapi.PublicLinkStatusActive)
		if l, ok := table.find(codeOf(n)); !ok || l.number != int64(n) {
			t.Fatalf("link %d is not found at once: %+v", n, l)
		}
		put(1, []relayapi.PublicLinkStatus{relayapi.PublicLinkStatusActive, relayapi.PublicLinkStatusPaused}[n%2])
	}
	close(stop)
	readers.Wait()
}

// fill puts links of 50 offers and of members with 100 links each.
func fill(links int) *linkTable {
	table, offers := newLinkTable(), offersOf(1, 50)
	member := []byte("member0123456789")
	table.mu.Lock()
	defer table.mu.Unlock()
	for n := 1; n <= links; n++ {
		binary.BigEndian.PutUint32(member[12:], uint32(n/100))
		table.appendRow(offers[n%len(offers)], int64(n), []byte(codeOf(n)), member, 0)
	}
	table.reindex()
	return table
}

func heap() uint64 {
	var m runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}

// TestBytesOfALink measures right after indexing, which is when the table has
// most room to spare.
func TestBytesOfALink(t *testing.T) {
	const links, goal = 100_000, 40
	before := heap()
	table := fill(links)
	if each := float64(heap()-before) / links; each > goal {
		t.Errorf("%.1f bytes a link, want at most %d", each, goal)
	}
	runtime.KeepAlive(table)
}

// BenchmarkLinkTable says what a million links cost in memory and in pauses.
func BenchmarkLinkTable(b *testing.B) {
	const links = 1_000_000
	before := heap()
	table := fill(links)
	bytesEach := float64(heap()-before) / links
	collected := time.Hour // the best of some: the machine may have other work
	for range 10 {
		begun := time.Now()
		runtime.GC()
		collected = min(collected, time.Since(begun))
	}
	n := 0
	for b.Loop() {
		n = (n + 7919) % links
		if _, ok := table.find(codeOf(n + 1)); !ok {
			b.Fatal(n)
		}
	}
	b.ReportMetric(bytesEach, "bytes/link")
	b.ReportMetric(float64(collected.Microseconds())/1000, "ms/gc")
	runtime.KeepAlive(table)
}
