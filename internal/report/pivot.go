package report

// pivot is the sums of one currency's table: by row and column.
type pivot struct {
	a       *ask
	cols    int
	rows    []int64 // combinations of codes of the query's By
	places  places
	sums    [2][baseCount][]int64 // by row*cols+column; nil where a base is not needed
	people  [2][]person
	members *coding
	radix   []int64
	columns columns
}

// places gives combinations their rows.
type places struct {
	dense  []int32 // row and one
	sparse map[int64]int32
}

// mostPlaces is how many combinations get a place each.
const mostPlaces = 1 << 22

func newPlaces(combinations int64) places {
	if combinations <= mostPlaces {
		return places{dense: make([]int32, combinations)}
	}
	return places{sparse: map[int64]int32{}}
}

// row is the row of a combination, made when it is new.
func (g *pivot) row(combination int64) int {
	if g.places.dense != nil {
		if at := g.places.dense[combination]; at > 0 {
			return int(at - 1)
		}
	} else if at, known := g.places.sparse[combination]; known {
		return int(at)
	}
	at := len(g.rows)
	g.rows = append(g.rows, combination)
	if g.places.dense != nil {
		g.places.dense[combination] = int32(at + 1)
	} else {
		g.places.sparse[combination] = int32(at)
	}
	return at
}

// code is a row's code in a dimension of the query's By.
func (g *pivot) code(row, dimension int) int32 {
	return int32(g.rows[row] / g.radix[dimension] % int64(g.a.by[dimension].size()))
}

// pivot puts in rows and columns what of the answers belongs to a currency: its place in the
// list of currencies.
func (a *ask) pivot(answers *[2][]selected, currency int, members *coding) *pivot {
	columns := a.columns(answers, currency)
	g := &pivot{a: a, cols: len(columns.codes), columns: columns, members: members}
	combinations := int64(1)
	for _, c := range a.by {
		g.radix = append(g.radix, combinations)
		combinations *= int64(c.size())
	}
	g.places = newPlaces(combinations)
	if a.q.Fill {
		g.fill()
	}
	var rows [2][][]int32
	for side := range answers {
		for i := range answers[side] {
			rows[side] = append(rows[side], g.place(&answers[side][i], currency))
		}
	}
	for side := range answers {
		for i := range answers[side] {
			g.take(side, &answers[side][i], rows[side][i])
		}
		g.derive(side)
	}
	return g
}

// place finds the row of each group; -1 for one of another currency.
func (g *pivot) place(s *selected, currency int) []int32 {
	rows := make([]int32, s.N)
	at := len(g.a.q.cuts())
	for i := range s.N {
		if s.currency && int(s.Codes[at][i]) != currency {
			rows[i] = -1
			continue
		}
		combination := int64(0)
		for k, radix := range g.radix {
			combination += int64(s.Codes[k][i]) * radix
		}
		rows[i] = int32(g.row(combination))
	}
	return rows
}

// take adds the groups' sums to the pivot.
func (g *pivot) take(side int, s *selected, rows []int32) {
	if s.byMember {
		g.takePeople(side, s, rows)
		return
	}
	for k, b := range s.bases {
		list := g.list(side, b)
		for i, row := range rows {
			if row >= 0 {
				list[int(row)*g.cols+g.column(s, i)] += s.Sums[k][i]
			}
		}
	}
}

func (g *pivot) list(side int, b base) []int64 {
	if g.sums[side][b] == nil {
		g.sums[side][b] = make([]int64, len(g.rows)*g.cols)
	}
	return g.sums[side][b]
}

// column is the column of a group.
func (g *pivot) column(s *selected, i int) int {
	if g.a.across == nil {
		return 0
	}
	return int(g.columns.of[s.Codes[len(g.a.by)][i]])
}

// derive works out the sums that are made of others.
func (g *pivot) derive(side int) {
	if g.a.need[validClicks] && g.a.clicks == linkCells {
		valid, gross, rejected := g.list(side, validClicks), g.list(side, grossClicks), g.list(side, rejectedClicks)
		for i := range valid {
			valid[i] = gross[i] - rejected[i]
		}
	}
}

// fill makes rows of calendar values that have nothing: as far as the other
// dimensions don't multiply them.
func (g *pivot) fill() {
	if len(g.a.by) != 1 || g.a.by[0].info.Kind == Listed {
		return
	}
	c := g.a.by[0]
	for code := range max(len(c.ids), len(c.before)) {
		if code >= len(c.ids) || c.ids[code] != "" {
			g.row(int64(code))
		}
	}
}

// cell is a sum of a row in a column.
func (g *pivot) cell(side, row, column int, b base) int64 {
	if list := g.sums[side][b]; list != nil {
		return list[row*g.cols+column]
	}
	return 0
}

// whole is a sum of a row over all columns; not for people.
func (g *pivot) whole(side, row int, b base) (sum int64) {
	for column := range g.cols {
		sum += g.cell(side, row, column, b)
	}
	return sum
}
