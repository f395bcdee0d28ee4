package clickquality

import (
	"math"
	"testing"
)

// TestChance compares with values that are known: of coins and dice.
func TestChance(t *testing.T) {
	for _, c := range []struct {
		part, of int64
		p, want  float64
	}{
		{0, 10, 0.5, 1},
		{10, 10, 0.5, 1.0 / 1024},
		{9, 10, 0.5, 11.0 / 1024},
		{3, 3, 1.0 / 6, 1.0 / 216},
		{11, 10, 0.5, 0},
		{5, 10, 1, 1},
		{1, 10, 0, 0},
		{60, 100, 0.5, 0.0284439668}, // of 100 coins
		{250, 10000, 0.02, 0.000316718},
	} {
		if got := atLeast(c.part, c.of, c.p); math.Abs(got-c.want) > c.want*0.02 {
			t.Errorf("at least %d of %d, each with %v: %v, want %v", c.part, c.of, c.p, got, c.want)
		}
	}
	if r := (share{0, 0}).rate(); r != 0.1 {
		t.Errorf("of nothing is expected %v", r)
	}
	if r := (share{0, 100000}).rate(); r != 0.02 {
		t.Errorf("of what was never seen is expected %v", r)
	}
}
