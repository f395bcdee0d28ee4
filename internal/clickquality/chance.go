package clickquality

import "math"

// share is so many of so many.
type share struct{ part, of int64 }

// rate is the share as it is expected to be again. What is seldom or never seen
// in few may well be seen: so it is never below 2 %, and the fewer there are,
// the larger it is.
func (s share) rate() float64 {
	return min(max(float64(s.part+1)/float64(s.of+10), 0.02), 1)
}

// atLeast is how likely it is to find at least so many of so many by chance,
// where each is one with probability p: the upper tail of the binomial
// distribution.
func atLeast(part, of int64, p float64) float64 {
	switch {
	case part <= 0:
		return 1
	case part > of || p <= 0:
		return 0
	case p >= 1:
		return 1
	}
	if float64(part) <= float64(of)*p {
		return 1 // more than half, which is all that is asked
	}
	lp, lq := math.Log(p), math.Log1p(-p)
	term := math.Exp(choose(of, part) + float64(part)*lp + float64(of-part)*lq)
	sum := term
	for k := part; k < of && term > sum*1e-12; k++ {
		term *= float64(of-k) / float64(k+1) * p / (1 - p)
		sum += term
	}
	return min(sum, 1)
}

// choose is the logarithm of the number of ways to choose k of n.
func choose(n, k int64) float64 {
	a, _ := math.Lgamma(float64(n) + 1)
	b, _ := math.Lgamma(float64(k) + 1)
	c, _ := math.Lgamma(float64(n-k) + 1)
	return a - b - c
}

// none is how likely it is to find none where so many are expected.
func none(expected float64) float64 { return math.Exp(-expected) }

func rare(chance float64) bool { return chance*1e6 <= Rare }

// least and most are what so many counted ones may have come from: less or more
// by twice their usual spread.
func least(n int64) float64 { return max(float64(n)-2*math.Sqrt(float64(n)), 0) }

func most(n int64) float64 { return float64(n) + 2*math.Sqrt(float64(n)) }
