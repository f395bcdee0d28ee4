package store

import (
	"context"

	"linkledger/internal/affiliate"
)

// memberMemory is what a fold has read of members and of what counts from a day
// on, which each conversion asks for several times. A change of either empties
// its part.
type memberMemory struct {
	members map[affiliate.MemberID]knownMember
	facts   map[factOf][]affiliate.Dated
}

type (
	knownMember struct {
		affiliate.Member
		found bool
	}
	factOf struct {
		what    affiliate.DatedFact
		subject string
	}
)

const manyMembers = 20_000

func newMemberMemory() memberMemory {
	return memberMemory{map[affiliate.MemberID]knownMember{}, map[factOf][]affiliate.Dated{}}
}

// Member is a member as the fold sees it.
func (t *Tx) Member(ctx context.Context, id affiliate.MemberID) (affiliate.Member, bool, error) {
	memory := t.run.people.members
	if m, known := memory[id]; known {
		return m.Member, m.found, nil
	}
	m, found, err := one(ctx, t.run, scanMember, `SELECT id, fields FROM member WHERE id = ?`, id)
	if err == nil {
		if len(memory) >= manyMembers {
			clear(memory)
		}
		memory[id] = knownMember{m, found}
	}
	return m, found, err
}

// Facts are all that ever counted of a subject, the last first.
func (t *Tx) Facts(ctx context.Context, what affiliate.DatedFact, subject string) ([]affiliate.Dated, error) {
	memory, at := t.run.people.facts, factOf{what, subject}
	if list, known := memory[at]; known {
		return list, nil
	}
	list, err := rows(ctx, t.run, scanDated, factsOf, what, subject)
	if err == nil {
		if len(memory) >= manyMembers {
			clear(memory)
		}
		memory[at] = list
	}
	return list, err
}

// Fact is what counts of a subject on a day; empty for nothing. With no day it
// is what counts last.
func (t *Tx) Fact(ctx context.Context, what affiliate.DatedFact, subject, day string) (value string, known bool, err error) {
	list, err := t.Facts(ctx, what, subject)
	for _, d := range list {
		if day == "" || d.Since <= day {
			return d.Value, true, err
		}
	}
	return "", false, err
}
