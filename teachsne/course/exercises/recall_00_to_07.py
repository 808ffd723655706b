"""Recall, lessons 00 to 07: t-SNE step by step. A line an option, with why it is so, or not."""

from .recall_questions import ask

QUESTIONS = {
    "00": (
        ask(
            "Which question does t-SNE ask every point, once with the data and once with the map?",
            "b",
            ("How far away is each other point?", "A flat map cannot keep all distances."),
            ("Whom would you pick as your neighbour?", "It moves the map until both agree."),
            ("To which group do you belong?", "We see groups afterwards, on the finished map."),
        ),
        ask(
            "When does t-SNE look at the points' labels?",
            "c",
            ("At each step.", "The labels only name the points. No step uses them."),
            ("Only at the start.", "The start is random, or made from the data without labels."),
            ("Never.", "It is unsupervised. We use labels afterwards, to colour the map."),
        ),
        ask(
            "On a map of digits, the island of 4s is twice as wide as the island of 0s. "
            "What follows for the images?",
            "a",
            ("Nothing.", "In the images two 4s were even a little nearer than two 0s."),
            ("4s vary twice as much as 0s.", "The map keeps neighbours. It does not keep sizes."),
            (
                "The descent was too short.",
                "The five letters had KL near 0 and a wrong proportion.",
            ),
        ),
    ),
    "01": (
        ask(
            "A and B differ by 0.1 in each of three coordinates. How far apart are they?",
            "b",
            ("0.03", "That is d². Take its root."),
            ("0.173", "The root of 0.01 + 0.01 + 0.01."),
            ("0.3", "Square the differences first, then add them, then take the root."),
        ),
        ask(
            "One column is given in centimetres instead of metres. Its part of d² becomes",
            "c",
            ("100 times as large.", "The differences do. But d² squares them."),
            ("no larger: a unit is only a name.", "A distance knows the numbers only."),
            ("10 000 times as large.", "100 squared. This column may now decide alone."),
        ),
        ask(
            "Random points in 1000 dimensions: how do the distances of all pairs compare?",
            "a",
            ("They are nearly equal.", "The farthest was only 1.2 times as far as the nearest."),
            ("They differ more than in the plane.", "In the plane the ratio was 584, here 1.2."),
            ("All of them are nearly 0.", "They are large, since d² adds up 1000 squares."),
        ),
        ask(
            "100 points in 40 dimensions. How many terms does the sum for one d² have?",
            "b",
            ("100", "That is the number of points. The sum runs over the coordinates."),
            ("40", "One for each coordinate."),
            ("4950", "That is how many pairs of points there are."),
        ),
    ),
    "02": (
        ask(
            "A row has four equally likely neighbours. Its perplexity is",
            "b",
            ("2", "That is its entropy in bits. The perplexity is 2 to that power."),
            ("4", "Four equal shares count as four neighbours."),
            ("16", "That is 2 to the power 4. But the entropy of this row is 2 bits, not 4."),
        ),
        ask(
            "A point's perplexity is smaller than you want. What must its σ do?",
            "a",
            ("Grow.", "A wider bell makes the shares more equal."),
            ("Shrink.", "With a narrow bell the nearest neighbour gets nearly everything."),
            (
                "Stay: only d² counts.",
                "Each d² is divided by 2σ², so σ decides how much it counts.",
            ),
        ),
        ask(
            "At σ = 0.14 A's perplexity is 2. How many of the other four points have a share?",
            "c",
            ("One.", "The nearest has 70 percent, and the rest is not lost."),
            ("Two.", "Perplexity 2 means: as uncertain as with two equal shares."),
            ("All four.", "Two of them have only .017 and .002, but no share is zero."),
        ),
        ask(
            "The number 100 is added to every d² between two points. From the same start, the map",
            "a",
            ("stays the same.", "The shares do not change, and the map is made from the shares."),
            ("becomes larger.", "Every share is computed from differences of d² within a row."),
            ("has no groups left.", "The data have hardly any, and yet the shares do not change."),
        ),
        ask(
            "Why may the smallest d² of a row be subtracted from the whole row?",
            "b",
            ("It is known only to rounding.", "The step is exact in theory, and avoids 0/0."),
            ("It cancels in the share.", "All weights and their sum get the same factor."),
            ("It makes the row sum to 1.", "The division by the sum does that."),
        ),
    ),
    "03": (
        ask(
            "Add up all entries of the joint table p_ij of n points. The sum is",
            "c",
            ("n", "That is the sum of all p(j|i), since each of the n rows sums to 1."),
            ("1/(2n)", "That is the smallest share that one point can have."),
            ("1", "The table is one probability distribution over all pairs."),
        ),
        ask(
            "Six points, one of them far away from the others. Its row of p_ij sums to at least",
            "b",
            ("0", "No other point picks it. But it picks others, and that counts half."),
            ("0.083", "1/(2n): half of 1/n, from its own row alone."),
            ("0.167", "1/n would be its share if the others picked it as often as it picks them."),
        ),
        ask(
            "A picks D with 0.044, D picks A with 0.098. With five points, p_AD is",
            "a",
            ("0.0142", "Their sum, divided by 2n = 10."),
            ("0.071", "That is the mean of the two. It is not divided by n."),
            ("0.142", "That is their sum."),
        ),
        ask(
            "An outlier moves from x = 5 to x = 500, and t-SNE draws a new map. There it is",
            "b",
            ("a hundred times as far away.", "P would have to know the distance, and it does not."),
            ("about as far away as before.", "Its row of P is almost the same, so its map is too."),
            (
                "lost: nothing holds it.",
                "Its own row sums to 1, so it has a share of at least 1/(2n).",
            ),
        ),
    ),
    "04": (
        ask(
            "Two points lie 3 apart on the map. Their Student-t weight is",
            "b",
            ("0.25", "That is 1/(1 + d). The kernel has d²."),
            ("0.1", "1/(1 + 9)."),
            ("0.0001", "That is the Gaussian's. Student-t has a heavy tail."),
        ),
        ask(
            "By which sum does t-SNE divide the weights on the map?",
            "c",
            (
                "Each row by its own.",
                "Some lecture slides show this. It is not t-SNE's formula.",
            ),
            ("By 2n.", "That makes P joint. The weights on the map are symmetric from the start."),
            ("All of them by one sum, over all pairs.", "So all of Q sums to 1, as P does."),
        ),
        ask(
            "The Gaussian exp(−d²) gives a pair at distance 2 some weight. Where does Student-t "
            "give the same weight?",
            "b",
            ("At 2.", "At 2 the weights are 0.018 and 0.2."),
            ("Near 7.3.", "√(e⁴ − 1)."),
            ("Near 53.6.", "That is r². Take the root."),
        ),
        ask(
            "Ten clusters are equally far from one another. What goes wrong with a Gaussian map?",
            "a",
            (
                "It gives strangers far more than P does.",
                "In the plane some clusters must be near and some far, and its tail is too light.",
            ),
            ("The ten clusters become one.", "They stay visible, but they fray."),
            ("It becomes too wide.", "It is about seven times narrower than the map of t-SNE."),
        ),
    ),
    "05": (
        ask(
            "A pair has p = 0 and q = 0.2. What does it add to KL(P‖Q)?",
            "a",
            ("0", "What never happens costs nothing."),
            ("∞", "That is the other case: q = 0 where p is not 0."),
            ("NaN", "A computer says so for 0 · log 0. The module leaves such pairs out."),
        ),
        ask(
            "A map moves the pair M–N right beside the pair K–L. Which terms of KL become "
            "positive?",
            "c",
            ("Those of the strangers.", "Their q is larger than p, so log(p/q) is negative."),
            ("All of them.", "They cannot all be: P and Q have the same sum."),
            ("Those of the neighbours.", "Z grows, so their q falls below p."),
        ),
        ask(
            "Two maps end with KL 0.3 and 0.1. When is the second the better map?",
            "b",
            ("Always: lower is better.", "A nearly uniform P is easy to describe."),
            ("If data and perplexity are the same.", "Only then do both have the same P."),
            ("If both have the same number of points.", "Another perplexity gives another P."),
        ),
    ),
    "06": (
        ask(
            "A pair has p = 0.1 and q = 0.04. What does its spring do?",
            "a",
            ("It pulls.", "p is larger than q: the data want the pair closer than the map has it."),
            ("It pushes.", "It would if q were larger than p."),
            ("Nothing, because both are small.", "The difference p − q counts, not the size."),
        ),
        ask(
            "Where does the factor 4 come from?",
            "c",
            ("From the number of terms in KL.", "The split of the logarithm gives no factor."),
            ("From the change of log₂ to ln.", "KL is in nats here. In bits the factor differs."),
            (
                "d² has the slope 2 (y_i − y_j), and each pair is listed twice.",
                "Two times two.",
            ),
        ),
        ask(
            "Two strangers with p = 0 lie far apart on the map. What acts between them?",
            "c",
            ("Nothing.", "Their q is small, but it is not 0."),
            ("A small pull.", "Only p pulls, and p is 0."),
            ("A small push.", "Z contains every pair, so every pair is pushed apart."),
        ),
        ask(
            "The pull of t-SNE's spring is 4 p d/(1 + d²). At which distance is it strongest?",
            "b",
            ("At 0.", "There the spring has no length."),
            ("At 1.", "Beyond 1 it becomes weaker, so distant pairs do not drag the map together."),
            ("Far away.", "That holds without Student's factor, where the pull is 4 p d."),
        ),
    ),
    "07": (
        ask(
            "The slope of KL at A is positive in y₁. Where should A go?",
            "a",
            ("To smaller y₁.", "Against the slope: there KL falls."),
            ("To larger y₁.", "There KL rises."),
            ("It depends on the learning rate.", "The rate says how far, not in which direction."),
        ),
        ask(
            "What does momentum keep?",
            "c",
            ("A part of the last place.", "Then the whole map would shrink to a point."),
            ("The sign of the last slope.", "Some programs have gains, which look at signs."),
            ("A part of the last step.", "So steps in the same direction add up."),
        ),
        ask(
            "The learning rate η is too large. What happens?",
            "a",
            ("Steps overshoot.", "KL then hops to and fro, or rises."),
            ("The run creeps.", "That happens if η is too small."),
            ("The map turns.", "A map may be turned at any η: KL sees only distances."),
        ),
        ask(
            "Which of these does early exaggeration multiply?",
            "b",
            ("The whole gradient.", "That would only be a larger learning rate."),
            ("The pulls, for the first steps.", "The pushes stay, so torn groups can join."),
            ("The perplexity.", "P is computed before the descent starts."),
        ),
        ask(
            "Two islands are equally large on a t-SNE map. What do you learn about the data?",
            "c",
            ("Both groups vary equally.", "Each point measures with its own σ."),
            ("Both groups have the same number of points.", "Size on the map is no count."),
            ("Little about how much they vary.", "σ takes out most of the difference in size."),
        ),
    ),
}
