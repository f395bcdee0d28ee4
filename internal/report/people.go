package report

// tally adds numbers up by keys.
type tally struct {
	dense  []int64
	sparse map[int64]int64
}

func newTally(keys int64) *tally {
	if keys <= mostPlaces {
		return &tally{dense: make([]int64, keys)}
	}
	return &tally{sparse: map[int64]int64{}}
}

func (t *tally) add(key, n int64) {
	if t.dense != nil {
		t.dense[key] += n
	} else {
		t.sparse[key] += n
	}
}

func (t *tally) of(key int64) int64 {
	if t.dense != nil {
		return t.dense[key]
	}
	return t.sparse[key]
}

// takePeople keeps what members have.
func (g *pivot) takePeople(side int, s *selected, rows []int32) {
	at := len(s.Codes) - 1
	of := func(b base, i int) int64 {
		if k := s.at(b); k >= 0 {
			return s.Sums[k][i]
		}
		return 0
	}
	for i, row := range rows {
		if row >= 0 {
			g.people[side] = append(g.people[side], person{row: row, column: int32(g.column(s, i)), member: s.Codes[at][i],
				amounts: [peopleAmounts]int64{of(conversions, i), of(payoutDue, i), of(grossClicks, i), of(payout, i)}})
		}
	}
}

// What a member is counted by.
const (
	byConversions = iota
	byDue
	byClicks
	byPayout
	peopleAmounts
)

// person is what a member has in a row and a column.
type person struct {
	row, column, member int32
	amounts             [peopleAmounts]int64
}

// countPeople counts the members of each place, given how many places there
// are and where a row and a column belong; below zero for nowhere.
func (g *pivot) countPeople(side, places int, of func(row, column int32) int) (counts [baseCount][]int64) {
	if len(g.people[side]) == 0 {
		return counts
	}
	size := int64(g.members.size())
	var tallies [peopleAmounts]*tally
	for k := range tallies {
		tallies[k] = newTally(int64(places) * size)
	}
	seen := newTally(int64(places) * size)
	var keys []int64
	for _, p := range g.people[side] {
		id, place := g.members.ids[p.member], of(p.row, p.column)
		if place < 0 || id == "" || g.a.cat.outside[id] {
			continue
		}
		key := int64(place)*size + int64(p.member)
		if seen.of(key) == 0 {
			keys = append(keys, key)
		}
		seen.add(key, 1)
		for k, n := range p.amounts {
			if n != 0 {
				tallies[k].add(key, n)
			}
		}
	}
	for _, b := range peopleBases {
		counts[b] = make([]int64, places)
	}
	for _, key := range keys {
		has := func(k int) int64 { return tallies[k].of(key) }
		place := key / size
		if has(byConversions) > 0 {
			counts[membersWithConversions][place]++
		}
		if has(byDue) > 0 {
			counts[membersDue][place]++
		}
		if has(byClicks) != 0 || has(byConversions) != 0 || has(byPayout) != 0 {
			counts[activeMembers][place]++
		}
	}
	return counts
}
