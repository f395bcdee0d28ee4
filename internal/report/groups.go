package report

import "linkledger/internal/cube"

// movesOf is the group that a member is in to begin with, and the later ones.
func (x *axes) movesOf(c *coding, member string) (first int32, later []cube.Move) {
	first = c.code("")
	for i, m := range x.cat.moves[member] {
		code := c.code(m.group)
		if i == 0 && m.from == forEver {
			first = code
			continue
		}
		if m.from <= x.days.To {
			later = append(later, cube.Move{From: m.from, Code: code})
		}
	}
	return first, later
}

// groupsOfWords cuts sales by the group that their member was in on the day of
// the sale.
func (x *axes) groupsOfWords(c *coding) cube.Axis {
	a := cube.Axis{Field: cube.FieldMember}
	for _, w := range x.snap.Cube.Values(cube.FieldMember) {
		for int64(len(a.Codes)) <= w {
			a.Codes = append(a.Codes, cube.Denied)
		}
		first, moves := x.movesOf(c, x.word(w))
		a.Codes[w] = first
		for _, m := range moves {
			m.Value = w
			a.Moves = append(a.Moves, m)
		}
	}
	return a
}

// groupsOfLinks cuts clicks by the group that the link's member was in on their
// day.
func (x *axes) groupsOfLinks(c *coding) cube.Axis {
	of := x.cat.attribute(Group, x.snap.Cube.Links())
	first, moves := make([]int32, len(of.ids)), make([][]cube.Move, len(of.ids))
	for i, member := range of.ids {
		var later []cube.Move
		first[i], later = x.movesOf(c, member)
		for _, m := range later {
			if m.From <= x.days.From { // no click of these days comes before it
				first[i] = m.Code
				continue
			}
			moves[i] = append(moves[i], m)
		}
	}
	a := cube.Axis{Field: cube.FieldLink, Codes: make([]int32, len(of.of))}
	for dense, index := range of.of {
		a.Codes[dense] = first[index]
		for _, m := range moves[index] {
			m.Value = int64(dense)
			a.Moves = append(a.Moves, m)
		}
	}
	return a
}
