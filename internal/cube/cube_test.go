package cube_test

import (
	"testing"

	"linkledger/internal/cube"
)

// A cube that another was made from stays as it was, and knows the other's links.
func TestCubesShareLinks(t *testing.T) {
	first := cube.New()
	second := first.With(map[cube.Day]cube.Cells{20000: {Clicks: []cube.Clicks{{Link: 7, Gross: 3}, {Link: 9, Gross: 1}}}})
	third := second.With(map[cube.Day]cube.Cells{20001: {Clicks: []cube.Clicks{{Link: 9, Gross: 1}, {Link: 11, Gross: 2}}}})
	links := third.Links()
	if len(links) != 4 || links[0] != 0 || links[1] != 7 || links[2] != 9 || links[3] != 11 {
		t.Errorf("the links are %v", links)
	}
}
