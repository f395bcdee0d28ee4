package desktop

import (
	"cmp"
	"context"
	"maps"
	"slices"

	"linkledger/internal/affiliate"
)

// maxJudgedMembers bounds the members of a comparison that are shown.
const maxJudgedMembers = 200

func (s *session) viewJudging(run *run[judgeAsk, rejudged]) (JudgeView, error) {
	at := run.state()
	v := JudgeView{ID: run.id, State: at.state, Done: at.done, Total: at.total, Preview: run.asked.preview, Since: run.asked.since,
		Rules: viewClickRules(run.asked.rules), Reasons: []JudgedReason{}, Members: []JudgedMember{}, Paid: []JudgedPaid{}}
	v.Error, v.Hint = whyNot(at.err)
	if at.state == runRunning {
		return v, nil
	}
	r := at.found
	v.Judged, v.Changed, v.Behind = int(r.judged), int(r.changed), r.behind
	before, after := r.reasons()
	for reason := range after {
		v.Reasons = append(v.Reasons, JudgedReason{Reason: reason, Before: int(before[reason]), After: int(after[reason])})
	}
	sortReasons(v.Reasons, func(r JudgedReason) (string, int) { return r.Reason, max(r.Before, r.After) })
	for _, p := range r.paid {
		difference, err := p.then.Sub(p.now)
		if err != nil {
			return v, err
		}
		v.Paid = append(v.Paid, JudgedPaid{Currency: string(p.now.Currency), Now: viewMoney(p.now), Then: viewMoney(p.then), Difference: viewMoney(difference),
			Members: p.members, About: p.about})
	}
	return v, s.judgedMembers(context.Background(), r, &v)
}

// judgedMembers adds the members whose clicks differ, the largest difference
// first.
func (s *session) judgedMembers(ctx context.Context, r rejudged, v *JudgeView) error {
	links, err := s.store.Links(ctx)
	if err != nil {
		return err
	}
	names, err := s.names(ctx)
	if err != nil {
		return err
	}
	members := map[affiliate.MemberID]*JudgedMember{}
	for _, l := range links {
		before, after := r.before[l.Number], r.after[l.Number]
		if before == nil || after == nil || l.Test {
			continue
		}
		m := members[l.MemberID]
		if m == nil {
			m = &JudgedMember{MemberID: string(l.MemberID), MemberName: names.members[l.MemberID]}
			members[l.MemberID] = m
		}
		m.Gross += int(before.gross)
		m.Before += int(before.counted())
		m.After += int(after.counted())
		m.UniqueBefore += int(before.unique)
		m.UniqueAfter += int(after.unique)
	}
	for m := range maps.Values(members) {
		if m.Before != m.After || m.UniqueBefore != m.UniqueAfter {
			v.Members = append(v.Members, *m)
		}
	}
	size := func(m JudgedMember) int { return max(m.Before-m.After, m.After-m.Before) }
	slices.SortFunc(v.Members, func(a, b JudgedMember) int {
		return cmp.Or(cmp.Compare(size(b), size(a)), cmp.Compare(a.MemberName, b.MemberName), cmp.Compare(a.MemberID, b.MemberID))
	})
	v.ChangedMembers = len(v.Members)
	v.Members = v.Members[:min(len(v.Members), maxJudgedMembers)]
	return nil
}

// sortReasons puts what counts first, then the most frequent reason.
func sortReasons[T any](list []T, of func(T) (reason string, clicks int)) {
	slices.SortFunc(list, func(a, b T) int {
		reasonA, clicksA := of(a)
		reasonB, clicksB := of(b)
		if reasonA == "" || reasonB == "" {
			return cmp.Compare(min(len(reasonA), 1), min(len(reasonB), 1))
		}
		return cmp.Or(cmp.Compare(clicksB, clicksA), cmp.Compare(reasonA, reasonB))
	})
}

// Judgings are the times when kept clicks were judged anew, the newest first.
func (q *Quality) Judgings() ([]JudgingRow, error) {
	return do(q.app, func(s *session) ([]JudgingRow, error) {
		list, err := s.store.Judgings(context.Background())
		rows := make([]JudgingRow, 0, len(list))
		for _, j := range list {
			row := JudgingRow{At: j.At, Mine: j.Actor == s.actor, Since: j.Since, Rules: viewClickRules(j.Rules), Judged: int(j.Judged), Changed: int(j.Changed),
				Whole: j.Whole, Reasons: []ReasonDifference{}}
			for reason, n := range j.Reasons {
				row.Reasons = append(row.Reasons, ReasonDifference{Reason: reason, Clicks: int(n)})
			}
			sortReasons(row.Reasons, func(r ReasonDifference) (string, int) { return r.Reason, max(r.Clicks, -r.Clicks) })
			rows = append(rows, row)
		}
		return rows, err
	})
}
