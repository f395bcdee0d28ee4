package programme

import (
	"encoding/binary"
	"encoding/json"
	"fmt"
	"iter"
	"math/rand/v2"
	"time"

	"github.com/google/uuid"

	"linkledger/internal/affiliate"
	"linkledger/internal/relayapi"
)

// Log is the year as the relay gives it: what devices wrote is sealed with a
// key. But for the nonces of the seals it is the same for a seed.
func (p *Programme) Log(key relayapi.Key) iter.Seq2[relayapi.Entry, error] {
	return func(yield func(relayapi.Entry, error) bool) {
		g := &log{Programme: p, key: key, yield: yield, dice: rand.New(rand.NewPCG(p.seed, 6)), lives: newLives(p), books: newBooks()}
		g.found(p.start.Add(-24 * time.Hour))
		clicker, seller := newClicker(p), newSeller(p)
		for _, h := range p.hours {
			if g.ended {
				return
			}
			clicks := clicker.in(h)
			for _, s := range seller.in(h, clicks) {
				g.lives.begin(s)
			}
			g.hour(h, clicks)
		}
	}
}

// log writes the entries.
type log struct {
	*Programme
	key    relayapi.Key
	yield  func(relayapi.Entry, error) bool
	dice   *rand.Rand
	lives  *lives
	books  *books
	seq    int64
	joined int  // links that are made
	ended  bool // nobody wants more
}

// hour tells what came in an hour.
func (g *log) hour(h hour, clicks []Click) {
	end := h.start.Add(time.Hour)
	g.office(h)
	for !g.ended {
		next, ok := g.lives.relay.until(end)
		if !ok {
			break
		}
		next.do(g, next.at)
	}
	if hour := h.start.Hour(); hour >= 6 && hour%3 == 0 { // a device asks CJ
		at := end.Add(-30 * time.Second)
		for !g.ended {
			next, ok := g.lives.cj.until(at)
			if !ok {
				break
			}
			next.do(g, at)
		}
	}
	if len(clicks) > 0 {
		g.relay(relayapi.KindClicks, end.Add(-time.Second), g.count(h, clicks))
	}
}

// report tells of a postback; a person decides on a few sales.
func (g *log) report(s *sale, at time.Time) {
	g.relay(relayapi.KindConversion, at, g.Programme.report(s, at))
	if !often(g.dice, 3) {
		return
	}
	s.usual = false
	decision := affiliate.Decision{Status: affiliate.StatusOnHold, Reason: "Ask the member first."}
	if often(g.dice, 400) {
		decision = affiliate.Decision{Status: affiliate.StatusRejected, Reason: "Bought for oneself."}
	}
	g.lives.relay.at(at.Add(g.lives.days(1, 3)), func(g *log, at time.Time) { g.change(at, affiliate.NounDecision, s.conversion(), decision) })
}

// shown tells of a row that is new at CJ or has moved.
func (g *log) shown(r *row, status string, at time.Time) {
	r.status = status
	if r.number > 0 {
		r.usual = false
	}
	if status == affiliate.CJLocked {
		g.books.lock(g.Programme, r)
	}
	g.device(relayapi.KindCJ, affiliate.CommissionSchema, at, g.key.Hash(relayapi.KindCJ, r.id(), status), g.atCJ(r))
}

// change tells of an edit. Its subject's fields are all of them.
func (g *log) change(at time.Time, noun affiliate.Noun, key string, fields any) {
	c, err := affiliate.NewChange(noun, key, fields)
	if err != nil {
		g.fail(err)
		return
	}
	g.device(relayapi.KindChange, affiliate.ChangeSchema, at, "", c)
}

// relay writes an entry of the relay's own.
func (g *log) relay(kind string, at time.Time, body any) {
	raw, err := json.Marshal(body)
	if err != nil {
		g.fail(err)
		return
	}
	g.emit(relayapi.Entry{ID: g.id(at), Kind: kind, Schema: 1, Device: relayapi.RelayDevice, Actor: relayapi.RelayDevice, Time: at, Body: raw})
}

// claim writes a device's claim, which the relay has to read.
func (g *log) claim(at time.Time, body relayapi.ClaimBody) {
	raw, err := json.Marshal(body)
	if err != nil {
		g.fail(err)
		return
	}
	g.emit(relayapi.Entry{ID: g.id(at), Kind: relayapi.KindClaim, Schema: 1, Device: "laptop", Actor: "Ada", Time: at, Body: raw})
}

// device seals an entry of a device.
func (g *log) device(kind string, schema int, at time.Time, key string, body any) {
	plain, err := json.Marshal(body)
	e := relayapi.NewEntry{ID: g.id(at), Kind: kind, Schema: schema, Actor: "Ada", Time: at, Key: key}
	if err == nil {
		err = g.key.Seal(g.Workspace, &e, plain)
	}
	if err != nil {
		g.fail(err)
		return
	}
	g.emit(relayapi.Entry{ID: e.ID, Kind: kind, Schema: schema, Device: "laptop", Actor: e.Actor, Time: e.Time, Key: key, Body: e.Body})
}

func (g *log) emit(e relayapi.Entry) {
	if !g.ended {
		g.seq++
		e.Seq = g.seq
		g.ended = !g.yield(e, nil)
	}
}

func (g *log) fail(err error) {
	if !g.ended {
		g.ended = true
		g.yield(relayapi.Entry{}, fmt.Errorf("write entry %d of a programme: %w", g.seq+1, err))
	}
}

// id is that of the next entry: of version 7, as real ones are.
func (g *log) id(at time.Time) string {
	var id uuid.UUID
	binary.BigEndian.PutUint64(id[:8], uint64(at.UnixMilli())<<16)
	binary.BigEndian.PutUint64(id[8:], uint64(g.seq+1))
	id[6], id[8] = 0x70, 0x80|id[8]&0x3f
	return id.String()
}
