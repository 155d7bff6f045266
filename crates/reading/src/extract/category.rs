//! The category of a priority, by its words; none if they leave it open.

use super::lexicon::{lexicon, words};
use super::text::Text;

/// A category that a database starts with, by its place in [`charter::returns::DEFAULT_CATEGORIES`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Topic {
    Behaviour,
    Road,
    Parking,
    Rural,
    Theft,
    Vehicle,
    Drugs,
    Violence,
    Environment,
    Fraud,
    Visible,
    /// It could be placed twice: a person places it.
    Open,
}

impl Topic {
    fn name(self) -> &'static str {
        match self {
            Self::Behaviour => "anti-social behaviour",
            Self::Road => "speeding and road safety",
            Self::Parking => "parking and obstruction",
            Self::Rural => "rural crime",
            Self::Theft => "burglary and theft",
            Self::Vehicle => "vehicle crime",
            Self::Drugs => "drugs and county lines",
            Self::Violence => "violence and the night-time economy",
            Self::Environment => "fly-tipping and environment",
            Self::Fraud => "fraud and cyber",
            Self::Visible => "visibility and contact",
            Self::Open => "",
        }
    }
}

lexicon! {
    WORDS: Topic {
        Topic::Behaviour => "anti social behaviour" "antisocial behaviour" "anti social behavior" "anti social"
            "antisocial" "asb" "nuisance" "vandalism" "graffiti" "criminal damage" "youths" "rowdy" "public disorder"
            "groups drinking" "drinking in the" "underage drinking" "street drinking" "loitering" "intimidation"
            "intimidating" "teenagers" "gangs of youths" "young people gathering" "rowdiness" "vandals" "vandalised"
            "throwing stones" "stone throwing" "stones thrown" "nuisance from fireworks" "drunken behaviour" "begging"
            "yobs" "hooliganism" "drink and drunkenness" "egging" "congregating" "swearing" "unruly" "trespass";
        Topic::Road => "speeding" "speed" "speeds" "speeders" "speed watch" "speedwatch" "community speedwatch"
            "speed limit" "speed limits" "speed enforcement" "speed checks" "speed camera" "speed indicator"
            "speeding traffic" "speeding vehicles" "sid" "sids" "vas" "20mph" "30mph" "40mph" "50mph" "60mph" "20 mph"
            "30 mph" "40 mph" "hgv" "hgvs" "hgv's" "lorries" "lorry" "heavy goods" "road safety" "dangerous driving"
            "careless driving" "driving" "traffic calming" "traffic" "road traffic" "traffic speeds" "weight limit"
            "weight restriction" "overtaking" "drink driving" "drink drivers" "mobile phones while driving"
            "pedestrian safety" "road danger" "collisions" "accidents" "rat running" "rat run" "red light" "rtcs"
            "rtc" "motorists" "excess speed" "excessive speed" "road crossing" "pedestrian crossing" "zebra crossing"
            "speeding cars" "speeding motorbikes" "speeding motorcycles" "speeding motorcyclists" "near misses"
            "tailgating" "mobile phone use" "phone use at the wheel" "at the wheel" "cutting corners" "junction"
            "road users";
        Topic::Parking => "parking" "parked" "double yellow lines" "yellow lines" "blocked lanes" "blocked"
            "obstruction" "obstructing" "obstructive" "obstructions" "obstructed" "obstruct" "pavement parking"
            "school parking" "anti social parking" "antisocial parking" "inconsiderate parking" "dangerous parking"
            "illegal parking" "nuisance parking" "blocked pavements" "zig zags" "zigzags" "blocking" "disabled bays"
            "dropped kerbs" "loading bay" "abandoned vehicles on pavements" "blocked driveways" "park on the pavement";
        Topic::Open => "off road bikes" "off road bike" "off road motorbikes" "off road motorcycles"
            "off road vehicles" "off roading" "off roaders" "e scooters" "e scooter" "escooters" "electric scooters"
            "e bikes" "quad bikes" "quads" "motorbikes" "motorcycles" "4x4s" "4x4" "trial bikes" "scrambler bikes"
            "nuisance bikes" "nuisance motorbikes" "nuisance motorcycles" "nuisance vehicles" "nuisance driving"
            "car meets" "boy racers" "racing" "racers" "noise" "fireworks" "diesel theft" "diesel thefts" "fuel theft"
            "drunkenness" "dogs" "dangerous dogs" "drug litter" "noise from car meets" "abandoned vehicles"
            "vehicles abandoned" "abandoned cars" "motorbike noise" "noisy" "night time noise" "public drunkenness"
            "damage" "begging" "tack" "theft of tack" "tack theft" "quad bike";
        Topic::Rural => "theft of diesel from farms" "diesel from farms" "machinery from farm buildings"
            "machinery from farms" "theft of tools and machinery from farm" "theft of tools from farm"
            "theft from farm buildings" "theft of red diesel" "poached" "casing farms" "badger baiting"
            "attacks by loose dogs" "sheep attacks" "rural crime" "rural crimes" "rural thefts" "rural theft"
            "hare coursing" "hare coursers" "coursing" "coursers" "sheep" "sheep rustling" "sheep theft"
            "sheep worrying" "livestock" "livestock worrying" "livestock theft" "rustling" "tractor" "tractors"
            "gps theft" "gps thefts" "gps units" "tractor gps" "farm machinery" "farm theft" "farm thefts"
            "farm equipment" "agricultural" "thefts of agricultural machinery" "thefts of machinery"
            "farm gate thefts" "sheep stealing" "agricultural crime" "quad bike theft" "quad bike thefts" "quad theft"
            "quad thefts" "theft of quad bikes" "theft of quads" "thefts of quad bikes" "stolen quad bikes"
            "quad bikes stolen" "thefts of quads" "theft from farms" "thefts from farms" "thefts on farms"
            "farm crime" "poaching" "poachers" "lamping" "wildlife crime" "wildlife" "deer" "red diesel"
            "fuel theft from farms" "theft of farm machinery" "theft of agricultural machinery" "theft of sheep"
            "theft of livestock" "theft of gps" "theft of tractors" "thefts of farm machinery" "farmers" "equine"
            "horse tack" "machinery theft" "theft of machinery" "theft of plant and machinery" "fish poaching"
            "illegal hunting" "badger" "worrying of sheep" "livestock attacks" "dogs worrying" "dogs attacking sheep"
            "theft from agricultural" "farm burglaries" "farm burglary" "lambs" "cattle" "theft of tools from farms"
            "dogs chasing sheep" "theft of hay" "farm vehicles stolen" "rural burglary" "night hunting" "raptor"
            "barn thefts" "barn break ins" "theft of gates";
        Topic::Theft => "burglary" "burglaries" "burglars" "theft" "thefts" "heating oil theft" "heating oil thefts"
            "cycle thefts" "shed break ins" "shed" "sheds" "shoplifting" "shoplifters" "shop lifting" "shop theft"
            "stealing" "stolen" "break ins" "break in" "robbery" "robberies" "thieves" "thieving" "retail crime"
            "oil theft" "lead theft" "parcel theft" "garages" "acquisitive crime" "metal theft" "house breaking"
            "housebreaking" "theft of lead" "theft of heating oil" "break ins to vans and sheds" "outbuildings"
            "allotment thefts" "pickpockets" "robbed" "burgled" "thefts from sheds" "bike theft" "cycle theft"
            "theft of tools" "tool theft" "church lead";
        Topic::Vehicle => "vehicle crime" "vehicle crimes" "vehicle theft" "vehicle thefts" "theft of vehicles"
            "theft from vehicles" "thefts from vehicles" "theft of and from vehicles" "thefts of vehicles"
            "theft of motor vehicles" "theft from motor vehicles" "car crime" "car theft" "car thefts" "theft of cars"
            "thefts of cars" "theft from cars" "thefts from cars" "theft from parked cars"
            "thefts from unattended cars" "theft from unattended cars" "theft from unattended vehicles"
            "thefts from unattended vehicles" "thefts from parked cars" "catalytic converter" "catalytic converters"
            "catalytic converter theft" "catalytic converter thefts" "theft of catalytic converters"
            "thefts of catalytic converters" "stolen catalytic converters" "van theft" "van thefts" "van break ins"
            "theft from vans" "thefts from vans" "tool theft from vans" "theft of tools from vans"
            "thefts of tools from vans" "tools stolen from vans" "tool thefts from vans" "vehicle break ins"
            "car break ins" "break ins to vehicles" "break ins to cars" "break ins to vans" "number plate theft"
            "number plate thefts" "theft of number plates" "thefts of number plates" "number plates" "theft of vans"
            "thefts of vans" "stolen vehicles" "stolen cars" "keyless" "keyless theft" "keyless car theft"
            "theft from a motor vehicle" "theft of motorbikes" "motorcycle theft" "motorbike theft" "vans broken into"
            "cars broken into" "vehicles broken into" "cloned plates" "keyless car thefts"
            "thefts from parked vehicles" "theft from parked vehicles" "breaking into cars" "breaking into vans"
            "breaking into vehicles" "damage to parked cars" "damage to cars" "damage to vehicles"
            "smash and grab from cars" "tools from vans";
        Topic::Drugs => "drugs" "drug" "drug dealing" "drug dealers" "drug use" "drug taking" "drug users"
            "county lines" "cannabis" "cannabis farm" "nitrous" "nitrous oxide" "laughing gas" "substance misuse"
            "needles" "dealing" "dealers" "weed" "cuckooing" "gas canisters" "spice" "substances" "canisters"
            "weed smoking";
        Topic::Violence => "violence" "disorder outside" "late bars" "late night fights" "outside the pub"
            "outside the pubs" "outside pubs" "violent" "violent crime" "night time" "night time economy" "nighttime"
            "domestic" "domestic abuse" "domestic violence" "assault" "assaults" "fighting" "fights" "knife crime"
            "knives" "spiking" "weapons" "drunken" "drunk and disorderly" "violence against women" "vawg" "hate crime"
            "sexual" "brawls" "stabbing" "town centre violence" "late night disorder" "night time disorder"
            "disorder outside the pubs" "alcohol related disorder" "closing time" "chucking out time"
            "kicking out time" "bullying" "drunken behaviour outside" "drink spiking";
        Topic::Environment => "fly tipping" "flytipping" "fly tippers" "fly tipped" "fly tip" "fly tips" "litter"
            "littering" "dog fouling" "dog mess" "dog poo" "dumping" "dumped" "rubbish" "waste" "pollution"
            "river pollution" "environmental" "fly grazing" "dog waste" "graffiti and litter" "illegal tipping"
            "tipping" "bottles thrown" "burning of waste" "dogs fouling" "sewage" "dog bins";
        Topic::Fraud => "fraud" "frauds" "scam" "scams" "scammers" "cyber" "cybercrime" "cyber crime" "doorstep"
            "doorstep crime" "doorstep callers" "doorstep selling" "doorstep sellers" "rogue traders" "rogue trader"
            "cold callers" "cold calling" "bogus callers" "bogus" "courier fraud" "online fraud" "phishing"
            "telephone scams" "rogue roofers" "nottingham knockers" "con men" "conmen" "cowboy builders"
            "telephone fraud" "online crime";
        Topic::Visible => "visibility" "visible" "patrol" "patrols" "patrolling" "police presence" "presence" "pcso"
            "pcsos" "pcso's" "101" "contact with the police" "communication" "communications" "response times"
            "response time" "beat" "bobby" "bobbies" "beat officer" "police contact" "lack of police"
            "seeing a police" "engagement" "named officer" "local officer" "feedback" "police surgery" "surgeries"
            "visible policing" "police attendance" "officers on foot" "reassurance" "crime reporting" "crime reports"
            "drop in sessions" "reporting crime" "officer on foot" "contact details for" "knowing who our"
            "reporting back";
    }
}

lexicon! {
    /// Words that say something only where nothing clearer is said.
    WEAK: Topic {
        Topic::Road => "school run";
        Topic::Rural => "farm" "farms" "poacher" "rural" "dogs off leads" "dogs off lead";
        Topic::Behaviour => "youth" "mopeds" "gangs";
        Topic::Visible => "policing";
        Topic::Theft => "security" "tools";
    }
}

/// Whether there is a word of any category, the clear ones only.
pub(super) fn has_category(text: &Text<'_>, first: usize, end: usize) -> bool {
    WORDS.first(text, first, end).is_some()
}

/// The kind that words speak of: the first, unless another one stands beside it ("speeding and parking").
pub(super) fn find_topic(text: &Text<'_>, first: usize, end: usize) -> Option<Topic> {
    // What could be placed twice gives way to what is clear beside it.
    let mut marks = WORDS.marks(text, first, end).filter(|mark| mark.tag != Topic::Open);
    let Some(head) = marks.next() else {
        let open = WORDS.first(text, first, end).map(|mark| mark.tag);
        return open.or_else(|| WEAK.first(text, first, end).map(|mark| mark.tag));
    };
    let mut before = head;
    for mark in marks {
        let beside = mark.first <= before.end + 3
            && (before.end..mark.first).any(|at| {
                text.is(at, words!["and" "or" "plus"]) || matches!(text.punctuation(at), Some('&' | '/' | ',' | '+'))
            });
        if mark.tag != head.tag && (beside || head.tag == Topic::Visible) {
            return None;
        }
        before = mark;
    }
    Some(head.tag)
}

/// The category among those that are known.
pub(super) fn find_category(text: &Text<'_>, first: usize, end: usize, known: &[String]) -> Option<String> {
    let kind = find_topic(text, first, end)?;
    known.iter().find(|name| name.as_str() == kind.name()).cloned()
}

#[cfg(test)]
mod tests {
    use super::{Text, find_category};
    use charter::returns::DEFAULT_CATEGORIES;
    use rstest::rstest;

    #[rstest]
    #[case("Speeding on the A49", "speeding and road safety")]
    #[case("20mph limit ignored outside the school", "speeding and road safety")]
    #[case("HGVs through Llanyblodwel", "speeding and road safety")]
    #[case("Parking on double yellow lines", "parking and obstruction")]
    #[case("Off-road bikes on the common", "-")]
    #[case("ASB incl. drug taking at the rec", "anti-social behaviour")]
    #[case("Hare coursing", "rural crime")]
    #[case("Quad bike thefts", "rural crime")]
    #[case("Break-ins to sheds", "burglary and theft")]
    #[case("Theft of catalytic converters", "vehicle crime")]
    #[case("County lines", "drugs and county lines")]
    #[case("Fighting outside the pubs", "violence and the night-time economy")]
    #[case("Fly-tipping in the lanes", "fly-tipping and environment")]
    #[case("Scam phone calls", "fraud and cyber")]
    #[case("More visible patrols", "visibility and contact")]
    #[case("Speeding and parking", "-")]
    #[case("The bus shelter", "-")]
    fn goes_by_the_words(#[case] words: &str, #[case] wanted: &str) {
        let known: Vec<String> = DEFAULT_CATEGORIES.iter().map(|&name| name.to_owned()).collect();
        let text = Text::new(words);
        let found = find_category(&text, 0, text.tokens.len(), &known);
        assert_eq!(found.as_deref().unwrap_or("-"), wanted);
        assert_eq!(
            find_category(&text, 0, text.tokens.len(), &[]),
            None,
            "a category that is not known is not proposed"
        );
    }
}
